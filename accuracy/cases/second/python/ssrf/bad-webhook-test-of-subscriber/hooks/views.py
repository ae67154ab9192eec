from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from hooks.client import Refused, deliver
from hooks.models import Subscription


class SubscriptionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Subscription
        fields = ["id", "url", "events"]


class SubscriptionViewSet(viewsets.ModelViewSet):
    serializer_class = SubscriptionSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        return Subscription.objects.filter(owner=self.request.user)

    @action(detail=True, methods=["post"])
    def test(self, request, pk=None):
        subscription = self.get_object()
        try:
            status = deliver(subscription.url, {"event": "ping"})
        except Refused as refusal:
            return Response({"detail": str(refusal)}, status=400)
        return Response({"status": status})
