from rest_framework import mixins, serializers, viewsets

from .models import Event


class EventSerializer(serializers.ModelSerializer):
    class Meta:
        model = Event
        fields = ["id", "parcel", "kind", "at"]


class EventViewSet(mixins.ListModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet):
    serializer_class = EventSerializer

    def get_queryset(self):
        return Event.objects.filter(carrier=self.request.user)

    def perform_create(self, serializer):
        serializer.save(carrier=self.request.user)
