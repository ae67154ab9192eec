from datetime import timedelta
from decimal import Decimal

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from rest_framework import serializers

from ..domain import dialling
from ..domain.profiles import profiles
from ..domain.readings import oldest_allowed
from ..models import AuditEntry, Hook, Sensor, Shipment, User


class OfCarrier(serializers.PrimaryKeyRelatedField):
    """A reference to a row of the carrier of who asks; others do not exist."""

    def get_queryset(self):
        return super().get_queryset().visible_to(self.context["request"].user)


class ShipmentSerializer(serializers.ModelSerializer):
    number = serializers.CharField(max_length=40, validators=[RegexValidator(r"^[A-Z0-9-]{1,40}\Z")])

    class Meta:
        model = Shipment
        fields = ["id", "number", "profile", "origin", "destination", "state", "too_warm_since", "created_at"]
        read_only_fields = ["id", "state", "too_warm_since", "created_at"]

    def validate_profile(self, value):
        if value not in profiles():
            raise serializers.ValidationError("There is no such profile.")
        return value


class StepSerializer(serializers.Serializer):
    state = serializers.ChoiceField([Shipment.State.MOVING, Shipment.State.DELIVERED])


class CourseQuery(serializers.Serializer):
    bucket = serializers.ChoiceField(["quarter", "hour", "day"], default="hour")
    sensor = serializers.UUIDField(required=False)


class SensorSerializer(serializers.ModelSerializer):
    shipment = OfCarrier(queryset=Shipment.objects.all(), allow_null=True, required=False)

    class Meta:
        model = Sensor
        fields = ["id", "name", "shipment", "retired"]
        read_only_fields = ["id"]


class ReadingSerializer(serializers.Serializer):
    at = serializers.DateTimeField()
    celsius = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=Decimal(-90), max_value=Decimal(90))

    def validate_at(self, value):
        if not oldest_allowed() <= value <= timezone.now() + timedelta(minutes=2):
            raise serializers.ValidationError("Too old, or not yet.")
        return value


class BatchSerializer(serializers.Serializer):
    readings = serializers.ListField(child=ReadingSerializer(), min_length=1, max_length=200)


class HookSerializer(serializers.ModelSerializer):
    class Meta:
        model = Hook
        fields = ["id", "url", "created_at"]
        read_only_fields = ["id", "created_at"]

    def validate_url(self, value):
        try:
            dialling.number_of(value)
        except dialling.NotDialled as problem:
            raise serializers.ValidationError(str(problem)) from problem
        return value


class PersonSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "username", "first_name", "last_name", "duty", "is_active"]
        read_only_fields = ["id", "username", "first_name", "last_name"]


class InvitationSerializer(serializers.ModelSerializer):
    email = serializers.EmailField(max_length=254)

    class Meta:
        model = User
        fields = ["username", "email", "first_name", "last_name", "duty"]


class MeSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "username", "email", "first_name", "last_name", "duty"]
        read_only_fields = ["id", "username", "email", "duty"]


class NewPasswordSerializer(serializers.Serializer):
    password = serializers.CharField(max_length=128, trim_whitespace=False)

    def check(self, user):
        try:
            validate_password(self.validated_data["password"], user)
        except DjangoValidationError as problem:
            raise serializers.ValidationError({"password": problem.messages}) from problem
        return self.validated_data["password"]


class ChangePasswordSerializer(NewPasswordSerializer):
    current = serializers.CharField(max_length=128, trim_whitespace=False)


class RenewSerializer(NewPasswordSerializer):
    uid = serializers.CharField(max_length=40)
    token = serializers.CharField(max_length=80)


class AddressSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)


class AuditSerializer(serializers.ModelSerializer):
    class Meta:
        model = AuditEntry
        fields = ["id", "actor", "deed", "thing", "at"]
