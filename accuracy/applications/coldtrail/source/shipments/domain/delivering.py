import hashlib
import hmac
import json
import logging
import random
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..models import Outgoing
from . import dialling
from .sealing import unseal

log = logging.getLogger(__name__)
TRIES = 7


def claim() -> Outgoing | None:
    """Moves the time of the next item on and lets go of the row; nobody waits for somebody else's server."""
    with transaction.atomic():
        due = Outgoing.objects.filter(done_at=None, tries__lt=TRIES, due_at__lte=timezone.now()).order_by("due_at")
        item = due.select_for_update(skip_locked=True).first()
        if item is not None:
            item.tries += 1
            item.due_at = timezone.now() + timedelta(seconds=20 * 2**item.tries + random.uniform(0, 15))
            item.save(update_fields=["tries", "due_at"])
        return item


def deliver_next() -> bool:
    item = claim()
    if item is None:
        return False
    body = json.dumps({"id": str(item.pk), **item.body}, separators=(",", ":")).encode()
    moment = str(int(time.time()))
    signature = hmac.new(unseal(item.hook.key_sealed).encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "Coldtrail-Signature": f"t={moment},v1={signature}"}
    try:
        if 200 <= dialling.post(item.hook.url, body, headers) < 300:
            Outgoing.objects.filter(pk=item.pk).update(done_at=timezone.now())
    except dialling.NotDialled as problem:
        log.info("delivery %s, try %d: %s", item.pk, item.tries, problem)
    return True
