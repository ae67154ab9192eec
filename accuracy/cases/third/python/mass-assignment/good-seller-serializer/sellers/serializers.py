from rest_framework import serializers

from sellers.models import Seller


class SellerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Seller
        fields = ["id", "shop_name", "description", "commission", "is_verified"]
        read_only_fields = ["commission", "is_verified"]
