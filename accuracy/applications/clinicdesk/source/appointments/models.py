import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Clinic, User


class VisibleQuerySet(models.QuerySet):
    """Restricts rows to what a user may see; ``path`` leads to the appointment."""

    path = ""

    def visible_to(self, user: User):
        rules = {
            User.Role.PATIENT: {f"{self.path}patient": user},
            User.Role.PRACTITIONER: {f"{self.path}slot__practitioner": user},
            User.Role.FRONT_DESK: {f"{self.path}slot__clinic_id": user.clinic_id},
        }
        rule = rules.get(user.role)
        return self.filter(**rule) if rule and user.is_authenticated else self.none()


class DocumentQuerySet(VisibleQuerySet):
    path = "appointment__"


class SlotQuerySet(models.QuerySet):
    def free(self):
        taken = Appointment.objects.filter(slot=models.OuterRef("pk"), status=Appointment.Status.BOOKED)
        return self.filter(~models.Exists(taken), starts_at__gt=timezone.now())


class Slot(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT)
    practitioner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    starts_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField(default=20)
    objects = SlotQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practitioner", "starts_at"], name="one_slot_at_a_time")]


class Appointment(models.Model):
    class Status(models.TextChoices):
        BOOKED = "booked"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT)
    patient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    reason = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.BOOKED)
    reminded_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["patient", "-created_at"]), models.Index(fields=["status", "reminded_at"])]
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=models.Q(status="booked"), name="slot_booked_once")
        ]


def document_path(_instance: "Document", _filename: str) -> str:
    return f"documents/{uuid.uuid4().hex}"


class Document(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE)
    file = models.FileField(upload_to=document_path)
    media_type = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)
    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
