import uuid

from django.conf import settings
from django.db import models

from jobs.models import Job


class Application(models.Model):
    STATUSES = [("new", "New"), ("withdrawn", "Withdrawn"), ("interview", "Interview"), ("rejected", "Rejected"), ("hired", "Hired")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="applications")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="applications")
    note = models.TextField(max_length=4000, blank=True)
    years = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=20, choices=STATUSES, default="new")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "candidate"], name="one_application_a_job")]
        indexes = [models.Index(fields=["candidate", "created"])]


class Remark(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    text = models.TextField(max_length=2000)
    created = models.DateTimeField(auto_now_add=True)


class Document(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()


class InterviewSlot(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    starts = models.DateTimeField(db_index=True)
    seats = models.PositiveSmallIntegerField(default=1)


class Booking(models.Model):
    slot = models.ForeignKey(InterviewSlot, on_delete=models.CASCADE, related_name="bookings")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slot", "candidate"], name="one_booking_a_slot")]
