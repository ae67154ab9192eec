"""What other services call: no cookie is looked at, each call is signed together with its time."""

import hashlib
import hmac
import json
import logging
import time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from boats.models import Boat, Invoice

log = logging.getLogger("clubhouse")
MOST_AGE_SECONDS = 300


def _event(request, secret: str):
    """The event, or None when the signature is not right or old."""
    sent = request.headers.get("X-Club-Time", "")
    expected = hmac.new(secret.encode(), sent.encode() + b"." + request.body, hashlib.sha256).hexdigest()
    fresh = sent.isascii() and sent.isdigit() and len(sent) < 12 and abs(time.time() - int(sent)) <= MOST_AGE_SECONDS
    if not hmac.compare_digest(expected.encode(), request.headers.get("X-Club-Signature", "").encode()) or not fresh:
        log.warning("hook.refused", extra={"request": request.id, "path": request.path, "address": request.address})
        return None
    try:
        event = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


@csrf_exempt
@login_not_required
@require_POST
def payments(request):
    """The provider says that an invoice was paid; saying it twice changes nothing more."""
    event = _event(request, settings.PAYMENTS_SECRET)
    if event is None:
        return JsonResponse({"error": "signature"}, status=403)
    number = event.get("invoice")
    if not isinstance(number, str):
        return JsonResponse({"error": "event"}, status=400)
    return JsonResponse({"known": Invoice.objects.filter(number=number[:20]).update(paid=True) == 1})


@csrf_exempt
@login_not_required
@require_POST
def harbour(request):
    """The harbour office moves a boat to another berth."""
    event = _event(request, settings.HARBOUR_SECRET)
    if event is None:
        return JsonResponse({"error": "signature"}, status=403)
    berth, boat = event.get("berth"), event.get("boat")
    if not isinstance(berth, str) or type(boat) is not int or not 0 < boat < 2**31:
        return JsonResponse({"error": "event"}, status=400)
    return JsonResponse({"known": Boat.objects.filter(pk=boat).update(berth=berth[:20]) == 1})
