from rest_framework import serializers

from accounts.models import Account


class OwnAccountSerializer(serializers.ModelSerializer):
    class Meta:
        model = Account
        fields = ["first_name", "last_name", "phone", "balance"]
        read_only_fields = ["balance"]
