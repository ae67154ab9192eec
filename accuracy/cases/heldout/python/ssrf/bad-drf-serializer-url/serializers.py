from urllib.parse import urlsplit

from rest_framework import serializers

REGISTRIES = {"registry.example.org", "mirror.example.org"}


class PackageSerializer(serializers.Serializer):
    source = serializers.URLField()

    def validate_source(self, value):
        if not urlsplit(value).path.endswith(".json"):
            raise serializers.ValidationError("not a JSON document")
        return value
