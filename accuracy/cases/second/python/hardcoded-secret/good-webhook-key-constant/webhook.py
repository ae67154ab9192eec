import hashlib
import hmac
import os

from sanic import Blueprint, empty
from sanic.exceptions import Forbidden

from orders import mark_paid

bp = Blueprint("webhook")
WEBHOOK_SECRET_NAME = "PAYMENT_WEBHOOK_SECRET"


@bp.post("/webhooks/payment")
async def payment(request):
    secret = os.environ[WEBHOOK_SECRET_NAME]
    expected = hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-signature", "")):
        raise Forbidden("signature does not match")
    await mark_paid(request.json["order"])
    return empty()
