import re

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers

from core.fields import StrictModelSerializer, StrictSerializer, Text

from .models import Account

_PHONE = re.compile(r"\+?[0-9 -]{3,29}")


class Email(serializers.EmailField):
    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data).lower()


def good_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except DjangoValidationError as error:
        raise serializers.ValidationError({"password": error.messages}) from None
    if len(set(password)) < 5:
        raise serializers.ValidationError({"password": ["The password is too easy to guess"]})


class Register(StrictSerializer):
    email = Email(max_length=254)
    password = Text(max_length=128, trim_whitespace=False, write_only=True)
    name = Text(max_length=80, required=False, allow_blank=True)


class SignIn(StrictSerializer):
    email = Email(max_length=254)
    password = Text(max_length=200, trim_whitespace=False, write_only=True)


class Refresh(StrictSerializer):
    refresh = Text(max_length=200)


class Tokens(serializers.Serializer):
    access = serializers.CharField()
    refresh = serializers.CharField()
    expires_in = serializers.IntegerField()


class ResetRequest(StrictSerializer):
    email = Email(max_length=254)


class ResetConfirm(StrictSerializer):
    token = Text(max_length=200)
    password = Text(max_length=128, trim_whitespace=False, write_only=True)


class PasswordChange(StrictSerializer):
    current = Text(max_length=200, trim_whitespace=False, write_only=True)
    password = Text(max_length=128, trim_whitespace=False, write_only=True)


class Profile(StrictModelSerializer):
    name = Text(max_length=80, required=False, allow_blank=True)
    phone = Text(max_length=30, required=False, allow_blank=True)

    class Meta:
        model = Account
        fields = ["id", "email", "name", "phone", "role"]
        read_only_fields = ["id", "email", "role"]

    def validate_phone(self, value):
        if value and not _PHONE.fullmatch(value):
            raise serializers.ValidationError("Digits, blanks and dashes only")
        return value


class AccountRow(serializers.ModelSerializer):
    class Meta:
        model = Account
        fields = ["id", "email", "name", "role", "is_active"]


class RoleChange(StrictSerializer):
    role = serializers.ChoiceField(choices=Account.ROLES)
