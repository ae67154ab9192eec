from rest_framework import viewsets
from rest_framework.permissions import AllowAny

from .models import Payout
from .serializers import PayoutSerializer


class PayoutViewSet(viewsets.ModelViewSet):
    permission_classes = [AllowAny]
    serializer_class = PayoutSerializer

    def get_queryset(self):
        return Payout.objects.order_by("-id")
