from rest_framework import serializers

from .models import Turbine


class TurbineSerializer(serializers.ModelSerializer):
    class Meta:
        model = Turbine
        fields = "__all__"
        extra_kwargs = {"secret_key": {"write_only": True}}
