import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .querysets import DayQuerySet, PermitQuerySet, ReportQuerySet, TrailQuerySet


class Trail(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    about = models.TextField(max_length=4000, blank=True)
    closed = models.BooleanField(default=False)

    objects = TrailQuerySet.as_manager()


class Day(models.Model):
    trail = models.ForeignKey(Trail, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    left = models.PositiveIntegerField()

    objects = DayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trail", "day"], name="one_quota_a_day")]


class Permit(models.Model):
    class State(models.TextChoices):
        ASKED = "asked"
        GRANTED = "granted"
        DECLINED = "declined"
        CANCELLED = "cancelled"
        USED = "used"
        EXPIRED = "expired"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trail = models.ForeignKey(Trail, on_delete=models.PROTECT, related_name="permits")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="permits")
    day = models.DateField()
    hikers = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)])
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = PermitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["holder", "-asked_at"], name="permit_holder"),
            models.Index(fields=["state", "day"], name="permit_state"),
        ]


class Report(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trail = models.ForeignKey(Trail, on_delete=models.CASCADE, related_name="reports")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports")
    text = models.TextField(max_length=2000)
    picture = models.UUIDField(null=True, editable=False)
    solved = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = ReportQuerySet.as_manager()
