from rest_framework import viewsets
from rest_framework.permissions import IsAuthenticated

from .models import Payout
from .serializers import PayoutSerializer


class PayoutViewSet(viewsets.ModelViewSet):
    permission_classes = [IsAuthenticated]
    serializer_class = PayoutSerializer

    def get_queryset(self):
        return Payout.objects.order_by("-id")
