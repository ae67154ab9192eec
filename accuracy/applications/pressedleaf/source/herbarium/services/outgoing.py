import hashlib
import hmac
import json
import logging
import random
import time
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from ..models import Institution, Outgoing
from . import outbound

log = logging.getLogger(__name__)
_TRIES = 6
_LETTERS = {"loan-approved": "Your loan has been approved", "loan-asked": "A loan has been asked for"}


def letter(institution_id: int, to: str, template: str, **values) -> None:
    if template not in _LETTERS:
        raise KeyError(template)
    payload = {"to": to, "template": template, "values": values}
    Outgoing.objects.create(kind=Outgoing.Kind.LETTER, institution_id=institution_id, payload=payload, due_at=timezone.now())


def event(institution: Institution, name: str, **values) -> None:
    if institution.webhook_url:
        payload = {"event": name, "values": values}
        Outgoing.objects.create(kind=Outgoing.Kind.WEBHOOK, institution=institution, payload=payload, due_at=timezone.now())


def _send_letter(item: Outgoing) -> None:
    payload = item.payload
    html = render_to_string(f"mail/{payload['template']}.html", {**payload["values"], "origin": settings.PUBLIC_ORIGIN})
    message = EmailMultiAlternatives(_LETTERS[payload["template"]], "Please read the HTML part.", to=[payload["to"]])
    message.attach_alternative(html, "text/html")
    message.send()


def _send_event(item: Outgoing) -> None:
    body = json.dumps({"id": item.pk, **item.payload}, separators=(",", ":")).encode()
    moment = str(int(time.time()))
    signature = hmac.new(item.institution.webhook_key.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "Leaf-Signature": f"t={moment},v1={signature}"}
    status = outbound.post(item.institution.webhook_url, body, headers)
    if not 200 <= status < 300:
        raise outbound.Unreachable(f"answered {status}")


@transaction.atomic
def _claim() -> Outgoing | None:
    """Moves the item on in time, so that others step over it and no lock is held while it is on its way."""
    item = (
        Outgoing.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("institution")
        .filter(done_at=None, tries__lt=_TRIES, due_at__lte=timezone.now())
        .order_by("due_at")
        .first()
    )
    if item is not None:
        item.tries += 1
        item.due_at = timezone.now() + timedelta(seconds=20 * 2**item.tries + random.randrange(15))
        item.save(update_fields=["tries", "due_at"])
    return item


def deliver_next() -> bool:
    item = _claim()
    if item is None:
        return False
    try:
        (_send_letter if item.kind == Outgoing.Kind.LETTER else _send_event)(item)
    except (OSError, outbound.Unreachable) as problem:
        log.info("outgoing %s failed, try %d: %s", item.pk, item.tries, type(problem).__name__)
    else:
        Outgoing.objects.filter(pk=item.pk).update(done_at=timezone.now())
    return True
