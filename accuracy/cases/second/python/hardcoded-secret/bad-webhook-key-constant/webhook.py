import hashlib
import hmac

from sanic import Blueprint, empty
from sanic.exceptions import Forbidden

from orders import mark_paid

bp = Blueprint("webhook")
WEBHOOK_SECRET = "b91e7a40c2f84d6fa3375e0c91bd64f2"


@bp.post("/webhooks/payment")
async def payment(request):
    expected = hmac.new(WEBHOOK_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-signature", "")):
        raise Forbidden("signature does not match")
    await mark_paid(request.json["order"])
    return empty()
