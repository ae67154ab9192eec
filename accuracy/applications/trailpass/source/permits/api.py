from django.db import transaction
from django.utils import timezone
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts import keys
from accounts.audit import record
from accounts.models import ApiKey, Entry

from . import services
from .models import Permit, Report, Trail
from .permissions import Anyone, BrowserOnly, Holder, Ranger, RuledMixin, Warden
from .serializers import BookingSerializer, DaySerializer, EntrySerializer, KeySerializer, PermitSerializer, ReportSerializer, TrailSerializer


class TrailViewSet(RuledMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    serializer_class = TrailSerializer
    lookup_field = "slug"
    rules = {"list": Anyone, "retrieve": Anyone, "days": Anyone, "close": Warden}

    def get_queryset(self):
        return Trail.objects.visible_to(self.request.user)

    @action(detail=True)
    def days(self, request, slug):
        rows = self.get_object().days.filter(day__gte=timezone.localdate()).order_by("day")[:120]
        return Response(DaySerializer(rows, many=True).data)

    @action(detail=True, methods=["post"])
    def close(self, request, slug):
        trail = self.get_object()
        with transaction.atomic():
            trail.closed = True
            trail.save(update_fields=["closed"])
            record(request, "trail closed", trail.slug)
        return Response(TrailSerializer(trail).data)


class PermitViewSet(RuledMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    serializer_class = PermitSerializer
    rules = {
        "list": Anyone,
        "retrieve": Anyone,
        "create": Anyone,
        "cancel": Holder,
        "grant": Ranger,
        "decline": Ranger,
        "check_in": Ranger,
    }
    rates = {"create": "booking"}

    def get_queryset(self):
        return Permit.objects.visible_to(self.request.user).with_names()

    def create(self, request):
        booking = BookingSerializer(data=request.data)
        booking.is_valid(raise_exception=True)
        try:
            permit = services.book(request, **booking.validated_data)
        except services.Refused as refusal:
            raise ValidationError({"detail": str(refusal)}) from None
        return Response(PermitSerializer(permit).data, status=status.HTTP_201_CREATED)

    def moved(self, state):
        try:
            permit = services.move(self.request, self.get_object(), state)
        except services.Refused as refusal:
            raise ValidationError({"detail": str(refusal)}) from None
        return Response(PermitSerializer(permit).data)

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk):
        return self.moved("cancelled")

    @action(detail=True, methods=["post"])
    def grant(self, request, pk):
        return self.moved("granted")

    @action(detail=True, methods=["post"])
    def decline(self, request, pk):
        return self.moved("declined")

    @action(detail=True, methods=["post"], url_path="check-in")
    def check_in(self, request, pk):
        return self.moved("used")


class ReportViewSet(RuledMixin, mixins.ListModelMixin, mixins.CreateModelMixin, GenericViewSet):
    serializer_class = ReportSerializer
    rules = {"list": Anyone, "create": Anyone, "solve": Ranger}
    rates = {"create": "report"}

    def get_queryset(self):
        return Report.objects.visible_to(self.request.user).select_related("trail")

    @transaction.atomic
    def perform_create(self, serializer):
        report = serializer.save(author=self.request.user)
        record(self.request, "report made", report.pk)

    @action(detail=True, methods=["post"])
    def solve(self, request, pk):
        report = self.get_object()
        with transaction.atomic():
            report.solved = True
            report.save(update_fields=["solved"])
            record(request, "report solved", report.pk)
        return Response(ReportSerializer(report).data)


class KeyViewSet(RuledMixin, mixins.ListModelMixin, GenericViewSet):
    serializer_class = KeySerializer
    rules = {"list": BrowserOnly, "create": BrowserOnly, "destroy": BrowserOnly}
    rates = {"create": "key"}

    def get_queryset(self):
        return ApiKey.objects.filter(user=self.request.user)

    @transaction.atomic
    def create(self, request):
        serializer = KeySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        row, key = keys.issue(request.user, **serializer.values())
        record(request, "key issued", row.pk)
        return Response({**KeySerializer(row).data, "key": key}, status=status.HTTP_201_CREATED)

    @transaction.atomic
    def destroy(self, request, pk):
        row = self.get_object()
        row.revoked = True
        row.save(update_fields=["revoked"])
        record(request, "key revoked", row.pk)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EntryViewSet(RuledMixin, mixins.ListModelMixin, GenericViewSet):
    queryset = Entry.objects.all()
    serializer_class = EntrySerializer
    rules = {"list": Warden}
