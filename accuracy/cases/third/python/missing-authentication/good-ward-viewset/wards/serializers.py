from rest_framework import serializers

from wards.models import Bed


class BedSerializer(serializers.ModelSerializer):
    class Meta:
        model = Bed
        fields = ["id", "ward", "label", "patient_name"]
