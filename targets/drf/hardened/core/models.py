import hashlib
import json
import time

from django.db import models, transaction


class AuditEvent(models.Model):
    """Appended only; each digest covers the one before it."""

    at = models.BigIntegerField()
    actor = models.CharField(max_length=36, null=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=100, null=True)
    digest = models.CharField(max_length=64)


class Attempt(models.Model):
    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends = models.FloatField(db_index=True)


@transaction.atomic
def record(actor, action: str, subject: str | None = None) -> None:
    previous = AuditEvent.objects.order_by("-id").values_list("digest", flat=True).first() or ""
    at, who = int(time.time() * 1000), None if actor is None else str(actor)
    digest = hashlib.sha256(json.dumps([previous, at, who, action, subject]).encode()).hexdigest()
    AuditEvent.objects.create(at=at, actor=who, action=action, subject=subject, digest=digest)
