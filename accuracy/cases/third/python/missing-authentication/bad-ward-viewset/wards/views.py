from rest_framework import viewsets

from wards.models import Bed
from wards.serializers import BedSerializer


class BedViewSet(viewsets.ModelViewSet):
    queryset = Bed.objects.select_related("ward").order_by("id")
    serializer_class = BedSerializer
    permission_classes = []
    filterset_fields = ["ward"]
