from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from clinic.serializers import PrescriptionSerializer
from clinic.tasks import request_refill


class PrescriptionViewSet(mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    serializer_class = PrescriptionSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        return self.request.user.prescriptions.order_by("-issued_at")

    @action(detail=True, methods=["post"])
    def refill(self, request, pk=None):
        prescription = self.get_object()
        request_refill.delay(prescription.pk)
        return Response(status=202)
