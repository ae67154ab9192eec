from rest_framework import serializers

from orders.models import Order


class OrderSerializer(serializers.ModelSerializer):
    customer = serializers.CharField(source="customer.name")
    items = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = ["id", "customer", "items"]

    def get_items(self, order) -> list[str]:
        return [line.sku for line in order.lines.all()]
