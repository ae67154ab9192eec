import hashlib
import os
import time

from django.conf import settings
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from jobs.models import Job

from .models import Application, Booking, Document, InterviewSlot, Note
from .serializers import ApplicationSerializer, ApplySerializer, DocumentSerializer, NoteSerializer, SlotSerializer


class ApplicationViewSet(viewsets.ModelViewSet):
    queryset = Application.objects.order_by("id")
    serializer_class = ApplicationSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        if self.action == "list" and self.request.user.role == "candidate":
            return self.queryset.filter(candidate=self.request.user)
        return self.queryset

    def perform_create(self, serializer):
        serializer.save(candidate=self.request.user)

    @extend_schema(request=None, responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        Application.objects.filter(pk=pk, candidate=request.user).update(status="withdrawn")
        return Response({"withdrawn": True})


@extend_schema(request=ApplySerializer, responses={201: ApplySerializer})
@api_view(["POST"])
@permission_classes([IsAuthenticated])
def apply(request, pk):
    job = get_object_or_404(Job, pk=pk, status="published")
    serializer = ApplySerializer(data=request.data)
    serializer.is_valid(raise_exception=True)
    serializer.save(job=job, candidate=request.user)
    return Response(serializer.data, status=status.HTTP_201_CREATED)


class NoteViewSet(viewsets.ModelViewSet):
    queryset = Note.objects.order_by("id")
    serializer_class = NoteSerializer

    def perform_create(self, serializer):
        serializer.save(author=self.request.user if self.request.user.is_authenticated else None)


class DocumentViewSet(mixins.CreateModelMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    queryset = Document.objects.order_by("id")
    serializer_class = DocumentSerializer
    parser_classes = [MultiPartParser]
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        return self.queryset.filter(owner=self.request.user)

    def perform_create(self, serializer):
        upload = serializer.validated_data["file"]
        serializer.save(owner=self.request.user, name=upload.name, content_type=upload.content_type)

    def retrieve(self, request, pk=None):
        document = self.get_queryset().filter(pk=pk).first()
        if document is None:
            return Response({"error": "no such document"})
        return Response(DocumentSerializer(document).data)

    @action(detail=True)
    def download(self, request, pk=None):
        document = get_object_or_404(Document, pk=pk)
        return FileResponse(document.file.open(), content_type=document.content_type)


@extend_schema(parameters=[OpenApiParameter("name", str)], responses=OpenApiTypes.BINARY)
@api_view(["GET"])
@permission_classes([IsAuthenticated])
def attachment(request):
    path = os.path.join(settings.MEDIA_ROOT, "cv", request.query_params.get("name", ""))
    return FileResponse(open(path, "rb"), content_type="application/octet-stream")


class SlotViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = InterviewSlot.objects.order_by("id")
    serializer_class = SlotSerializer
    permission_classes = [IsAuthenticated]

    def list(self, request, *args, **kwargs):
        response = super().list(request, *args, **kwargs)
        response["ETag"] = '"%s"' % hashlib.md5(repr(response.data).encode()).hexdigest()
        return response

    @extend_schema(request=None, responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["post"])
    def book(self, request, pk=None):
        slot = self.get_object()
        if slot.seats < 1:
            return Response({"detail": "This slot is taken"}, status=status.HTTP_409_CONFLICT)
        send_invitation(request.user, slot)
        Booking.objects.create(slot=slot, candidate=request.user)
        slot.seats = slot.seats - 1
        slot.save()
        return Response({"booked": slot.id, "bookings": slot.bookings.count()})


def send_invitation(user, slot):
    time.sleep(0.05)


@extend_schema(parameters=[OpenApiParameter("page", int), OpenApiParameter("size", int)], responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
@permission_classes([IsAuthenticated])
def history(request):
    page, size = int(request.query_params.get("page", 1)), int(request.query_params.get("size", 20))
    found = Application.objects.filter(candidate=request.user).order_by("id")[(page - 1) * size : page * size]
    return Response([{"id": one.id, "status": one.status} for one in found])
