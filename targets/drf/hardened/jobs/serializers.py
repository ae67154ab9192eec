from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from core.fields import StrictModelSerializer, StrictSerializer, Text

from .models import Job


class JobSerializer(StrictModelSerializer):
    slug = serializers.RegexField(r"^[a-z0-9-]{1,120}\Z", validators=[UniqueValidator(Job.objects.all())])
    title = Text(max_length=120)
    department = Text(max_length=60)
    description = Text(max_length=4000, required=False, allow_blank=True)

    class Meta:
        model = Job
        fields = ["slug", "title", "department", "description", "status"]
        read_only_fields = ["status"]


class JobRow(serializers.ModelSerializer):
    class Meta:
        model = Job
        fields = ["slug", "title", "department"]


class SearchQuery(StrictSerializer):
    q = Text(max_length=80, required=False, allow_blank=True, default="")
    department = Text(max_length=60, required=False)


class SimilarQuery(StrictSerializer):
    title = Text(max_length=80)


class StatisticsQuery(StrictSerializer):
    sort = serializers.ChoiceField(choices=["department", "-total"], default="-total")


class SlugQuery(StrictSerializer):
    slug = Text(max_length=120)


class Viewed(StrictSerializer):
    job = Text(max_length=120)


class Feed(StrictSerializer):
    url = Text(max_length=500)


class Letter(StrictSerializer):
    template = Text(max_length=2000)
    name = Text(max_length=80)


class KeywordQuery(StrictSerializer):
    keyword = Text(max_length=80, trim_whitespace=False)


class SearchState(StrictSerializer):
    state = Text(max_length=500)


class Rank(StrictSerializer):
    by = serializers.ChoiceField(choices=["views", "title"])
