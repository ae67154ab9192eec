from datetime import timedelta

from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from rest_framework import mixins, parsers, permissions, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from appointments import services
from appointments.models import Appointment, Document, Slot

SIGNATURES = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class HasRole(permissions.BasePermission):
    role: str

    def has_permission(self, request, view) -> bool:
        return bool(request.user and request.user.is_authenticated and request.user.role == self.role)


class IsPatient(HasRole):
    role = User.Role.PATIENT


class IsFrontDesk(HasRole):
    role = User.Role.FRONT_DESK


class SlotSerializer(serializers.ModelSerializer):
    clinic = serializers.CharField(source="clinic.name")
    practitioner = serializers.CharField(source="practitioner.last_name")

    class Meta:
        model = Slot
        fields = ["id", "clinic", "practitioner", "starts_at", "minutes"]


class AppointmentSerializer(serializers.ModelSerializer):
    slot = SlotSerializer(read_only=True)

    class Meta:
        model = Appointment
        fields = ["id", "slot", "reason", "status", "created_at"]
        read_only_fields = fields


class BookingSerializer(serializers.Serializer):
    slot = serializers.UUIDField()
    reason = serializers.CharField(max_length=300, allow_blank=True, default="")


class DocumentSerializer(serializers.ModelSerializer):
    appointment = serializers.PrimaryKeyRelatedField(queryset=Appointment.objects.none())

    class Meta:
        model = Document
        fields = ["id", "appointment", "file", "media_type", "created_at"]
        read_only_fields = ["id", "media_type", "created_at"]
        extra_kwargs = {"file": {"write_only": True}}

    def get_fields(self):
        fields = super().get_fields()
        fields["appointment"].queryset = Appointment.objects.visible_to(self.context["request"].user)
        return fields

    def validate(self, attrs):
        upload = attrs["file"]
        if upload.size > settings.DOCUMENT_MAX_BYTES:
            raise ValidationError({"file": "The file is too large."})
        head = upload.read(16)
        upload.seek(0)
        media_type = next((kind for magic, kind in SIGNATURES.items() if head.startswith(magic)), None)
        if media_type is None:
            raise ValidationError({"file": "Only PDF, PNG and JPEG files are accepted."})
        return {**attrs, "media_type": media_type}


class SlotViewSet(viewsets.ReadOnlyModelViewSet):
    """Free times are shown to everybody."""

    permission_classes = [permissions.AllowAny]
    authentication_classes = []
    serializer_class = SlotSerializer

    def get_queryset(self):
        return Slot.objects.free().select_related("clinic", "practitioner").order_by("starts_at", "id")


class AppointmentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    serializer_class = AppointmentSerializer

    def get_queryset(self):
        related = ("slot__clinic", "slot__practitioner")
        return Appointment.objects.visible_to(self.request.user).select_related(*related)

    def get_permissions(self):
        extra = [IsPatient()] if self.action == "create" else []
        return super().get_permissions() + extra

    def get_throttles(self):
        self.throttle_scope = "booking" if self.action == "create" else None
        return super().get_throttles()

    def create(self, request):
        body = BookingSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        try:
            made = services.book(request.user, body.validated_data["slot"], body.validated_data["reason"])
        except services.BookingError as error:
            return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        found = self.get_object()
        try:
            services.cancel(request.user, found.pk)
        except services.BookingError as error:
            return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
        return Response(status=status.HTTP_204_NO_CONTENT)


class DocumentViewSet(mixins.CreateModelMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    serializer_class = DocumentSerializer
    parser_classes = [parsers.MultiPartParser]
    throttle_scope = "documents"

    def get_queryset(self):
        return Document.objects.visible_to(self.request.user)

    @action(detail=True)
    def content(self, request, pk=None):
        found = get_object_or_404(self.get_queryset(), pk=pk)
        response = FileResponse(found.file.open("rb"), as_attachment=True, filename=f"document-{found.pk}")
        response["Content-Type"] = found.media_type
        response["Cache-Control"] = "private, no-store"
        return response


class UtilisationView(APIView):
    permission_classes = [IsFrontDesk]

    def get(self, request):
        since = timezone.localdate() - timedelta(days=90)
        return Response(services.utilisation(request.user.clinic_id, since, request.query_params.get("order", "name")))
