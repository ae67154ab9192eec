from rest_framework import serializers


class ShortSerializer(serializers.Serializer):
    title = serializers.CharField()


class LongSerializer(ShortSerializer):
    text = serializers.CharField()
