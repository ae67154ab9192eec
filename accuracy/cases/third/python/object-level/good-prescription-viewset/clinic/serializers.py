from rest_framework import serializers

from clinic.models import Prescription


class PrescriptionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Prescription
        fields = ["id", "medicine", "dose", "issued_at"]
