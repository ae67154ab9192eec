import hashlib
import secrets
import uuid

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q


class Key(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Carrier(Key):
    name = models.CharField(max_length=120, unique=True)


class User(AbstractUser):
    class Duty(models.TextChoices):
        WATCHER = "watcher"
        DISPATCHER = "dispatcher"
        ADMIN = "admin"

    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, null=True)
    duty = models.CharField(max_length=10, choices=Duty.choices, default=Duty.WATCHER)


class CarrierRows(models.QuerySet):
    def visible_to(self, user: User):
        """Rows of the carrier of this person. Somebody without a carrier sees nothing."""
        return self.filter(carrier_id=user.carrier_id) if user.carrier_id else self.none()


class CarrierOwned(Key):
    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CarrierRows.as_manager()

    class Meta:
        abstract = True


class Shipment(CarrierOwned):
    class State(models.TextChoices):
        PLANNED = "planned"
        MOVING = "moving"
        DELIVERED = "delivered"

    number = models.CharField(max_length=40)
    profile = models.CharField(max_length=20)
    origin = models.CharField(max_length=120)
    destination = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    too_warm_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["carrier", "number"], name="one_number")]
        indexes = [
            models.Index(fields=["carrier", "state", "-created_at"], name="shipment_list"),
            GinIndex(SearchVector("number", "origin", "destination", config="simple"), name="shipment_words"),
        ]


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class Sensor(CarrierOwned):
    name = models.CharField(max_length=60)
    shipment = models.ForeignKey(Shipment, on_delete=models.SET_NULL, null=True, related_name="sensors")
    key_digest = models.CharField(max_length=64, unique=True)
    retired = models.BooleanField(default=False)

    def renew_key(self) -> str:
        key = f"ct_{secrets.token_urlsafe(32)}"
        self.key_digest = digest(key)
        return key


class Reading(models.Model):
    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="readings")
    sensor = models.ForeignKey(Sensor, on_delete=models.CASCADE)
    at = models.DateTimeField()
    celsius = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sensor", "at"], name="one_reading")]
        indexes = [models.Index(fields=["shipment", "at"], name="reading_line")]


class Hook(CarrierOwned):
    url = models.URLField(max_length=300)
    key_sealed = models.BinaryField()


class Outgoing(Key):
    hook = models.ForeignKey(Hook, on_delete=models.CASCADE)
    body = models.JSONField()
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="outgoing_due")]


class AuditEntry(Key):
    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, null=True)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    deed = models.CharField(max_length=40)
    thing = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = CarrierRows.as_manager()
