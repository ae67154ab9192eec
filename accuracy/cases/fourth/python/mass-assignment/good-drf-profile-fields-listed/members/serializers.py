from rest_framework import serializers

from .models import Member


class MemberSerializer(serializers.ModelSerializer):
    class Meta:
        model = Member
        fields = ["id", "display_name", "city", "is_moderator", "credit_cents"]
        read_only_fields = ["id", "is_moderator", "credit_cents"]
