from rest_framework import serializers

from accounts.models import User


class BaseUserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        exclude = ["password", "groups", "user_permissions"]


class AccountSerializer(BaseUserSerializer):
    class Meta(BaseUserSerializer.Meta):
        read_only_fields = [
            field.name
            for field in User._meta.fields
            if field.name not in {"first_name", "last_name", "phone", "locale"}
        ]
        extra_kwargs = {"phone": {"max_length": 30}, "locale": {"max_length": 8}}
