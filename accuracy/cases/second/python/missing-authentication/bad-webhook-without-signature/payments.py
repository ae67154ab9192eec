import hashlib
import hmac
import os

from flask import Blueprint, request

from orders import mark_paid

bp = Blueprint("payments", __name__)


def signature_valid() -> bool:
    key = os.environ["PAYMENT_HOOK_KEY"].encode()
    expected = hmac.new(key, request.get_data(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, request.headers.get("X-Signature", ""))


@bp.post("/hooks/payments")
def payment_hook():
    event = request.get_json()
    if event.get("type") == "payment.succeeded":
        mark_paid(int(event["order"]))
    return "", 204
