from rest_framework import serializers, viewsets
from rest_framework.permissions import IsAuthenticated

from events.models import Event
from events.pages import EventPages


class EventSerializer(serializers.ModelSerializer):
    class Meta:
        model = Event
        fields = ["id", "kind", "happened_at"]


class EventViewSet(viewsets.ReadOnlyModelViewSet):
    permission_classes = [IsAuthenticated]
    serializer_class = EventSerializer
    pagination_class = EventPages

    def get_queryset(self):
        return Event.objects.filter(account=self.request.user.account)
