from rest_framework import serializers

from ledger.base import LedgerViewSet
from ledger.models import Account, Movement


class AccountSerializer(serializers.ModelSerializer):
    class Meta:
        model = Account
        fields = ["id", "iban"]


class MovementSerializer(serializers.ModelSerializer):
    class Meta:
        model = Movement
        fields = ["id", "account", "amount", "booked_at", "text"]


class AccountViewSet(LedgerViewSet):
    queryset = Account.objects.all()
    serializer_class = AccountSerializer


class MovementViewSet(LedgerViewSet):
    queryset = Movement.objects.order_by("-id")
    serializer_class = MovementSerializer
    holder_path = "account__holder"
    pagination_class = None
