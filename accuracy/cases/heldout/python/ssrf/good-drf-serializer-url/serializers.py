from urllib.parse import urlsplit

from rest_framework import serializers

REGISTRIES = {"registry.example.org", "mirror.example.org"}


class PackageSerializer(serializers.Serializer):
    source = serializers.URLField()

    def validate_source(self, value):
        parts = urlsplit(value)
        if parts.scheme != "https" or parts.netloc not in REGISTRIES:
            raise serializers.ValidationError("unknown registry")
        return value
