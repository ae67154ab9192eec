from rest_framework import serializers

from billing.models import Invoice


class InvoiceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Invoice
        fields = ["id", "number", "amount", "state"]
        read_only_fields = fields


class SendSerializer(serializers.Serializer):
    recipient = serializers.EmailField()
