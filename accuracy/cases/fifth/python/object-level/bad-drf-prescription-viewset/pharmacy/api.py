from rest_framework import permissions, serializers, viewsets
from rest_framework.pagination import CursorPagination

from .models import Prescription


class PrescriptionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Prescription
        fields = ["id", "drug", "dose_mg", "note", "created"]


class Newest(CursorPagination):
    ordering = "-created"
    page_size = 20


class OwnedViewSet(viewsets.ModelViewSet):
    permission_classes = [permissions.IsAuthenticated]
    pagination_class = Newest

    def perform_create(self, serializer):
        serializer.save(owner=self.request.user)


class PrescriptionViewSet(OwnedViewSet):
    serializer_class = PrescriptionSerializer
    queryset = Prescription.objects.all()
