from rest_framework import mixins, permissions, serializers, viewsets

from campaigns.models import Segment
from campaigns.tasks import refresh_segment


class RuleSerializer(serializers.Serializer):
    field = serializers.ChoiceField(choices=["country", "plan"])
    value = serializers.CharField(max_length=120)


class SegmentSerializer(serializers.ModelSerializer):
    rule = RuleSerializer()

    class Meta:
        model = Segment
        fields = ["id", "name", "rule", "size"]
        read_only_fields = ["size"]

    def create(self, validated_data):
        return Segment.objects.create(**validated_data)


class SegmentViewSet(mixins.CreateModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    permission_classes = [permissions.IsAuthenticated]
    serializer_class = SegmentSerializer

    def get_queryset(self):
        return Segment.objects.filter(owner=self.request.user)

    def perform_create(self, serializer):
        segment = serializer.save(owner=self.request.user)
        refresh_segment.delay(segment.pk)
