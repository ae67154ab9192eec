from django.shortcuts import get_object_or_404
from rest_framework import generics, serializers
from rest_framework.response import Response

from payments.models import Payment
from payments.permissions import IsFinance
from payments.services import refund_payment


class RefundSerializer(serializers.Serializer):
    amount = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=0)
    reason = serializers.CharField(max_length=300)


class PaymentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Payment
        fields = ["id", "reference", "amount", "refunded"]


class AdminPaymentList(generics.ListAPIView):
    permission_classes = [IsFinance]
    queryset = Payment.objects.order_by("-id")
    serializer_class = PaymentSerializer


class AdminRefund(generics.GenericAPIView):
    permission_classes = [IsFinance]
    serializer_class = RefundSerializer

    def post(self, request, reference):
        wanted = self.get_serializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        payment = get_object_or_404(Payment, reference=reference)
        refund_payment(payment, by=request.user, **wanted.validated_data)
        return Response(PaymentSerializer(payment).data)
