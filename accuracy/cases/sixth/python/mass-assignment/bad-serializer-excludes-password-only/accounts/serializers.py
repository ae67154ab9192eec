from rest_framework import serializers

from accounts.models import User


class BaseUserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        exclude = ["password", "groups", "user_permissions"]


class AccountSerializer(BaseUserSerializer):
    class Meta(BaseUserSerializer.Meta):
        read_only_fields = ["id", "username", "date_joined", "last_login"]
        extra_kwargs = {"phone": {"max_length": 30}, "locale": {"max_length": 8}}
