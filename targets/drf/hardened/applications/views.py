import os
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import FileResponse
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import generics, mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ParseError, UnsupportedMediaType
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from core.permissions import IsRecruiter
from core.problems import Conflict

from .models import Application, Booking, Document, InterviewSlot, Remark
from .serializers import ApplicationSerializer, DocumentSerializer, RemarkSerializer, SlotSerializer

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
MOST_DOCUMENTS = 50
KINDS = [("image/png", "png", b"\x89PNG\r\n\x1a\n"), ("image/jpeg", "jpg", b"\xff\xd8\xff"), ("application/pdf", "pdf", b"%PDF-")]


class ApplicationViewSet(viewsets.ModelViewSet):
    """The applications of the caller, for every action."""

    serializer_class = ApplicationSerializer
    lookup_value_regex = UUID
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def get_queryset(self):
        return Application.objects.filter(candidate=self.request.user).select_related("job").order_by("-created", "id")

    def perform_create(self, serializer):
        try:
            with transaction.atomic():
                serializer.save(candidate=self.request.user)
        except IntegrityError:
            raise Conflict("You have applied for this job already") from None

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        application = self.get_object()
        application.status = "withdrawn"
        application.save(update_fields=["status"])
        return Response(self.get_serializer(application).data)


class RemarksView(generics.ListCreateAPIView):
    """Remarks of recruiters on applications for their own jobs."""

    serializer_class = RemarkSerializer
    permission_classes = [IsRecruiter]

    def application(self):
        found = Application.objects.filter(pk=self.kwargs["pk"], job__created_by=self.request.user).first()
        if found is None:
            raise NotFound()
        return found

    def get_queryset(self):
        return Remark.objects.filter(application=self.application()).order_by("created", "id")

    def perform_create(self, serializer):
        serializer.save(application=self.application(), author=self.request.user)


class RemarkView(generics.RetrieveUpdateDestroyAPIView):
    serializer_class = RemarkSerializer
    permission_classes = [IsRecruiter]
    http_method_names = ["get", "patch", "delete", "head", "options"]

    def get_queryset(self):
        return Remark.objects.filter(author=self.request.user)


class DocumentViewSet(mixins.ListModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet):
    serializer_class = DocumentSerializer
    parser_classes = [MultiPartParser]
    lookup_value_regex = UUID

    def get_queryset(self):
        return Document.objects.filter(owner=self.request.user).order_by("id")

    @extend_schema(request={"multipart/form-data": {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}}, responses={201: DocumentSerializer})
    def create(self, request):
        upload = request.FILES.get("file")
        if upload is None or len(request.FILES) != 1:
            raise ParseError("Send one file")
        if upload.size > settings.UPLOAD_LIMIT:
            raise ParseError("The file is too large")
        content = upload.read()
        kind = next((kind for kind, _extension, begins in KINDS if content.startswith(begins)), None)
        if kind is None:
            raise UnsupportedMediaType(upload.content_type or "", detail="Send a PNG, JPEG or PDF file")
        if self.get_queryset().count() >= MOST_DOCUMENTS:
            raise Conflict("Delete a document first")
        document = Document(owner=request.user, content_type=kind, size=len(content))
        with os.fdopen(os.open(path_of(document), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        document.save(force_insert=True)
        return Response(DocumentSerializer(document).data, status=201)

    @extend_schema(responses=OpenApiTypes.BINARY)
    def retrieve(self, request, pk=None):
        document = self.get_object()
        extension = next((extension for kind, extension, _begins in KINDS if kind == document.content_type), "bin")
        return FileResponse(path_of(document).open("rb"), as_attachment=True, filename=f"{document.pk}.{extension}", content_type=document.content_type)

    def perform_destroy(self, document):
        document.delete()
        path_of(document, self.kwargs["pk"]).unlink(missing_ok=True)


def path_of(document, pk=None) -> Path:
    return Path(settings.MEDIA_ROOT) / str(pk or document.pk)


class SlotViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = InterviewSlot.objects.order_by("starts", "id")
    serializer_class = SlotSerializer
    lookup_value_regex = UUID

    @extend_schema(request=None, responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["post"])
    def book(self, request, pk=None):
        slot = self.get_object()
        try:
            with transaction.atomic():
                Booking.objects.create(slot=slot, candidate=request.user)
                # The condition decides: of parallel bookings as many succeed as there are seats.
                if InterviewSlot.objects.filter(pk=slot.pk, seats__gt=0).update(seats=F("seats") - 1) == 0:
                    raise Conflict("This slot is taken")
        except IntegrityError:
            raise Conflict("You have booked this slot already") from None
        return Response({"booked": slot.pk})
