from datetime import timedelta

from django.utils import timezone
from rest_framework import serializers

from accounts.models import ApiKey, Entry

from .models import Day, Permit, Report, Trail


class TrailSerializer(serializers.ModelSerializer):
    class Meta:
        model = Trail
        fields = ["slug", "name", "about", "closed"]


class DaySerializer(serializers.ModelSerializer):
    class Meta:
        model = Day
        fields = ["day", "left"]


class PermitSerializer(serializers.ModelSerializer):
    trail = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    holder = serializers.CharField(source="holder.name", read_only=True)

    class Meta:
        model = Permit
        fields = ["id", "trail", "holder", "day", "hikers", "state", "asked_at"]
        read_only_fields = fields


class BookingSerializer(serializers.Serializer):
    trail = serializers.SlugRelatedField(slug_field="slug", queryset=Trail.objects.open())
    day = serializers.DateField()
    hikers = serializers.IntegerField(min_value=1, max_value=12)


class ReportSerializer(serializers.ModelSerializer):
    trail = serializers.SlugRelatedField(slug_field="slug", queryset=Trail.objects.all())

    class Meta:
        model = Report
        fields = ["id", "trail", "text", "solved", "made_at"]
        read_only_fields = ["id", "solved", "made_at"]


class KeySerializer(serializers.ModelSerializer):
    days = serializers.IntegerField(min_value=1, max_value=365, write_only=True)

    class Meta:
        model = ApiKey
        fields = ["id", "label", "may_write", "until", "revoked", "days"]
        read_only_fields = ["id", "until", "revoked"]

    def values(self):
        data = dict(self.validated_data)
        data["until"] = timezone.now() + timedelta(days=data.pop("days"))
        return data


class EntrySerializer(serializers.ModelSerializer):
    class Meta:
        model = Entry
        fields = ["at", "user", "action", "subject"]
