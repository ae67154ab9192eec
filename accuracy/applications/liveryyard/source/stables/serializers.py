from rest_framework import serializers

from .models import CareNote, Horse, Invoice, Stall, Treatment, User


class ProfileSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        exclude = ["password", "groups", "user_permissions"]
        read_only_fields = ["id", "date_joined", "last_login"]


class ContactSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "first_name", "last_name", "phone", "email"]


class HorseSerializer(serializers.ModelSerializer):
    last_treatment = serializers.SerializerMethodField()

    class Meta:
        model = Horse
        fields = ["id", "name", "passport", "stall", "last_treatment"]
        read_only_fields = ["stall"]

    def get_last_treatment(self, horse):
        latest = horse.treatments.order_by("-given_on").first()
        return latest.given_on if latest else None


class CareNoteSerializer(serializers.ModelSerializer):
    class Meta:
        model = CareNote
        fields = ["id", "body", "created_at"]


class TreatmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Treatment
        fields = ["id", "horse", "kind", "given_on", "details"]
        depth = 2


class StallSerializer(serializers.ModelSerializer):
    class Meta:
        model = Stall
        fields = ["id", "code", "weekly_rent", "open"]


class InvoiceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Invoice
        fields = ["id", "total", "paid", "refunded"]
        read_only_fields = fields
