import hashlib
import hmac
import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .models import AuditEntry

log = logging.getLogger("clubhouse")


def _digest(before: str, entry: AuditEntry) -> str:
    text = "\n".join([before, str(entry.actor_id), entry.action, entry.subject, entry.request, entry.created.isoformat()])
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def record(request, action: str, subject: str) -> None:
    last = AuditEntry.objects.order_by("-pk").first()
    entry = AuditEntry(actor_id=request.user.pk, action=action, subject=subject[:120], request=request.id, created=timezone.now())
    entry.digest = _digest(last.digest if last else "", entry)
    entry.save()
    log.info("audit", extra={"event": action, "account": request.user.pk, "request": request.id})


def first_broken() -> int | None:
    """The number of the first entry that does not follow from the one before it."""
    before = ""
    for entry in AuditEntry.objects.order_by("pk").iterator(chunk_size=500):
        if not hmac.compare_digest(entry.digest, _digest(before, entry)):
            return entry.pk
        before = entry.digest
    return None
