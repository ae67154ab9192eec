import hashlib
import hmac
import time

from flask import Blueprint, current_app, request
from marshmallow import Schema, fields, validate
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from .extensions import db, limiter
from .models import Claim, ClaimStatus, PayoutEvent

bp = Blueprint("webhooks", __name__, url_prefix="/v1/webhooks")
TOLERANCE = 300


class PayoutSchema(Schema):
    event_id = fields.String(required=True, validate=validate.Length(min=1, max=64))
    claim_id = fields.UUID(required=True)


def signed(body: bytes) -> bool:
    stamp = request.headers.get("X-Payout-Timestamp", "")
    given = request.headers.get("X-Payout-Signature", "")
    if not stamp.isascii() or not stamp.isdigit() or abs(time.time() - int(stamp[:12])) > TOLERANCE:
        return False
    secret = current_app.config["PAYOUT_WEBHOOK_SECRET"].encode()
    expected = hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))


@bp.post("/payouts")
@limiter.limit("120 per minute")
def payout():
    if not signed(request.get_data()):
        return {"message": "Bad signature."}, 401
    event = PayoutSchema(unknown="exclude").load(request.get_json())
    fresh = db.session.execute(
        insert(PayoutEvent).values(event_id=event["event_id"]).on_conflict_do_nothing().returning(PayoutEvent.event_id)
    ).scalar()
    if fresh:
        db.session.execute(
            update(Claim)
            .where(Claim.id == event["claim_id"], Claim.status == ClaimStatus.APPROVED)
            .values(status=ClaimStatus.PAID)
        )
    db.session.commit()
    return "", 204
