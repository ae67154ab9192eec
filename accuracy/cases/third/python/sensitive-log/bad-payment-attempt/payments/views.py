import structlog
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from payments.gateway import Declined, charge

log = structlog.get_logger(__name__)


class ChargeSerializer(serializers.Serializer):
    amount = serializers.DecimalField(max_digits=9, decimal_places=2, min_value=1)
    card_number = serializers.RegexField(r"^\d{13,19}$")
    expiry = serializers.RegexField(r"^\d{2}/\d{2}$")
    cvc = serializers.RegexField(r"^\d{3,4}$")


class ChargeView(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        serializer = ChargeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        bound = log.bind(account=request.user.pk, attempt=data)
        bound.info("charge.attempt")
        try:
            receipt = charge(**data)
        except Declined as declined:
            return Response({"reason": declined.code}, status=status.HTTP_402_PAYMENT_REQUIRED)
        return Response({"receipt": receipt.id}, status=status.HTTP_201_CREATED)
