import csv
import secrets

from django.db import transaction
from django.db.models import F
from django.http import StreamingHttpResponse
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from ..domain import statistics
from ..domain.audit import note
from ..domain.letters import send_link
from ..domain.readings import tell
from ..domain.sealing import seal
from ..models import AuditEntry, Hook, Sensor, Shipment, User
from . import serializers
from .errors import Conflict
from .filters import SensorFilter, ShipmentFilter
from .throttles import Scoped

WATCHER, DISPATCHER, ADMIN = User.Duty.WATCHER, User.Duty.DISPATCHER, User.Duty.ADMIN
MOST_HOOKS = 5
MOST_SENSORS = 2000


class CarrierViewSet(GenericViewSet):
    """All rows of all actions come from here: those of the carrier, in an order that pages can rely on."""

    model: type
    thing: str
    ordering: tuple[str, ...] = ("-created_at", "pk")

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user).order_by(*self.ordering)

    def perform_create(self, serializer):
        with transaction.atomic():
            made = serializer.save(carrier_id=self.request.user.carrier_id)
            note(self.request.user, f"{self.thing}.created", made.pk)

    def perform_update(self, serializer):
        with transaction.atomic():
            note(self.request.user, f"{self.thing}.changed", serializer.save().pk)

    def perform_destroy(self, instance):
        with transaction.atomic():
            note(self.request.user, f"{self.thing}.dropped", instance.pk)
            instance.delete()

    def locked(self):
        return self.get_queryset().select_for_update()


class Shipments(mixins.ListModelMixin, mixins.CreateModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, CarrierViewSet):
    model, thing = Shipment, "shipment"
    serializer_class = serializers.ShipmentSerializer
    filterset_class = ShipmentFilter
    needs = {
        "list": WATCHER,
        "retrieve": WATCHER,
        "course": WATCHER,
        "create": DISPATCHER,
        "update": DISPATCHER,
        "partial_update": DISPATCHER,
        "step": DISPATCHER,
        "readings": DISPATCHER,
    }

    def perform_update(self, serializer):
        if serializer.instance.state != Shipment.State.PLANNED:
            raise Conflict
        super().perform_update(serializer)

    @action(detail=True, methods=["post"])
    @transaction.atomic
    def step(self, request, pk=None):
        form = serializers.StepSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        shipment = get_object_or_404(self.locked(), pk=self.get_object().pk)
        before = {Shipment.State.MOVING: Shipment.State.PLANNED, Shipment.State.DELIVERED: Shipment.State.MOVING}
        if shipment.state != before[form.validated_data["state"]]:
            raise Conflict
        shipment.state = form.validated_data["state"]
        shipment.save(update_fields=["state"])
        note(request.user, f"shipment.{shipment.state}", shipment.pk)
        tell(shipment, f"shipment.{shipment.state}")
        return Response(self.get_serializer(shipment).data)

    @action(detail=True)
    def course(self, request, pk=None):
        shipment = self.get_object()
        form = serializers.CourseQuery(data=request.query_params)
        form.is_valid(raise_exception=True)
        return Response(statistics.course(shipment.carrier_id, shipment.pk, form.validated_data["bucket"], form.validated_data.get("sensor")))

    @action(detail=True, url_path=r"readings\.csv", throttle_classes=[Scoped])
    def readings(self, request, pk=None):
        shipment = self.get_object()
        rows = shipment.readings.order_by("at", "pk").values_list("at", F("sensor__name"), "celsius").iterator(chunk_size=2000)
        note(request.user, "readings.exported", shipment.pk)
        lines = csv_lines(rows)
        return StreamingHttpResponse(lines, content_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{shipment.pk}.csv"'})

    @property
    def throttle_scope(self):
        return "export" if self.action == "readings" else None


class Echo:
    def write(self, value):
        return value


def as_text(value: str) -> str:
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def csv_lines(rows):
    writer = csv.writer(Echo(), quoting=csv.QUOTE_ALL)
    yield writer.writerow(["at", "sensor", "celsius"])
    for at, sensor, celsius in rows:
        yield writer.writerow([at.isoformat(), as_text(sensor), celsius])


class Sensors(mixins.ListModelMixin, mixins.CreateModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, CarrierViewSet):
    model, thing = Sensor, "sensor"
    serializer_class = serializers.SensorSerializer
    filterset_class = SensorFilter
    needs = {"list": WATCHER, "retrieve": WATCHER, "create": DISPATCHER, "update": DISPATCHER, "partial_update": DISPATCHER, "key": DISPATCHER}

    def create(self, request, *args, **kwargs):
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        if self.get_queryset().count() >= MOST_SENSORS:
            raise Conflict
        sensor = Sensor(carrier_id=request.user.carrier_id, **form.validated_data)
        key = sensor.renew_key()
        with transaction.atomic():
            sensor.save(force_insert=True)
            note(request.user, "sensor.created", sensor.pk)
        return Response({**self.get_serializer(sensor).data, "key": key}, status.HTTP_201_CREATED)

    @action(detail=True, methods=["post"])
    def key(self, request, pk=None):
        sensor = self.get_object()
        key = sensor.renew_key()
        with transaction.atomic():
            sensor.save(update_fields=["key_digest"])
            note(request.user, "sensor.key-renewed", sensor.pk)
        return Response({"key": key})


class Hooks(mixins.ListModelMixin, mixins.CreateModelMixin, mixins.DestroyModelMixin, CarrierViewSet):
    model, thing = Hook, "hook"
    serializer_class = serializers.HookSerializer
    needs = {"list": ADMIN, "create": ADMIN, "destroy": ADMIN}

    def create(self, request, *args, **kwargs):
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        if self.get_queryset().count() >= MOST_HOOKS:
            raise Conflict
        key = secrets.token_urlsafe(32)
        with transaction.atomic():
            hook = form.save(carrier_id=request.user.carrier_id, key_sealed=seal(key))
            note(request.user, "hook.created", hook.pk)
        return Response({**form.data, "key": key}, status.HTTP_201_CREATED)


class People(mixins.ListModelMixin, mixins.CreateModelMixin, mixins.UpdateModelMixin, GenericViewSet):
    needs = {"list": ADMIN, "create": ADMIN, "partial_update": ADMIN}
    http_method_names = ["get", "post", "patch"]

    def get_serializer_class(self):
        return serializers.InvitationSerializer if self.action == "create" else serializers.PersonSerializer

    def get_queryset(self):
        return User.objects.filter(carrier_id=self.request.user.carrier_id).order_by("username")

    def perform_create(self, serializer):
        with transaction.atomic():
            person = serializer.save(carrier_id=self.request.user.carrier_id)
            person.set_unusable_password()
            person.save(update_fields=["password"])
            note(self.request.user, "person.invited", person.pk)
        send_link(person, "invitation")

    def perform_update(self, serializer):
        if serializer.instance.pk == self.request.user.pk:
            raise Conflict
        with transaction.atomic():
            person = serializer.save()
            end_all(person)
            note(self.request.user, "person.changed", person.pk)


def end_all(person: User) -> None:
    """Refresh tokens end; access tokens end with the hash of the password, or with `is_active`."""
    open_tokens = OutstandingToken.objects.filter(user=person, blacklistedtoken=None)
    BlacklistedToken.objects.bulk_create((BlacklistedToken(token=token) for token in open_tokens), ignore_conflicts=True)


class Trail(mixins.ListModelMixin, CarrierViewSet):
    model, thing, ordering = AuditEntry, "audit", ("-at", "pk")
    serializer_class = serializers.AuditSerializer
    needs = {"list": ADMIN}
