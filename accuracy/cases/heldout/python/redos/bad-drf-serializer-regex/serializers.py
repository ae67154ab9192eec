import re

from rest_framework import serializers

SLUG = re.compile(r"^([a-z0-9]+-?)+$")


class PageSerializer(serializers.Serializer):
    slug = serializers.CharField()

    def validate_slug(self, value):
        if SLUG.match(value) is None:
            raise serializers.ValidationError("not a slug")
        return value
