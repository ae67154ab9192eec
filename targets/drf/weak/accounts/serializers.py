import re

from rest_framework import serializers

from .models import User

PHONE = re.compile(r"^(\+?\d+[ -]?)+$")


class RegisterSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        exclude = ["groups", "user_permissions", "last_login", "date_joined"]

    def create(self, validated):
        password = validated.pop("password")
        user = User(**validated)
        user.set_password(password)
        user.save()
        return user


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = "__all__"


class ProfileSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "username", "email", "first_name", "last_name", "phone", "role"]
        read_only_fields = ["username", "role"]

    def validate_phone(self, value):
        if value and not PHONE.match(value):
            raise serializers.ValidationError("Digits, blanks and dashes only")
        return value
