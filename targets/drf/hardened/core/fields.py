import re

from rest_framework import serializers

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Text(serializers.CharField):
    """A text and nothing that could become one, without control characters."""

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        if _CONTROL.search(data):
            raise serializers.ValidationError("Control characters are not taken")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    def to_internal_value(self, data):
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictMixin:
    """Refuses fields that are unknown or not for writing."""

    def to_internal_value(self, data):
        if isinstance(data, dict):
            unknown = set(data) - {name for name, field in self.fields.items() if not field.read_only}
            if unknown:
                raise serializers.ValidationError({str(name)[:60]: ["Unknown field"] for name in sorted(unknown, key=str)[:10]})
        return super().to_internal_value(data)


class StrictSerializer(StrictMixin, serializers.Serializer):
    pass


class StrictModelSerializer(StrictMixin, serializers.ModelSerializer):
    pass


def checked(serializer_class, data):
    serializer = serializer_class(data=data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def checked_query(serializer_class, request):
    """The query, where each parameter may come once."""
    params = request.query_params
    if any(len(params.getlist(name)) > 1 for name in params):
        raise serializers.ValidationError({"query": ["A parameter comes twice"]})
    return checked(serializer_class, params.dict())
