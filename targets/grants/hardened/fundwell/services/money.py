"""Payments after an award, and the travel allowances."""
import hashlib
import hmac
import time

from flask import current_app
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from ..errors import Problem
from ..extensions import db
from ..models import Allowance, Call, Payment, now
from ..repositories import repository
from . import audit

payments = repository(Payment)
allowances = repository(Allowance)
calls = repository(Call)


def screen(user):
    """Asks the sanctions list of the bank; the sandbox answers after a moment."""
    time.sleep(current_app.config["BANK_LATENCY"])
    return "blocked" not in user.email


def claim_allowance(user, call):
    if call.kind != "travel":
        raise Problem(409, "This call has no allowances")
    if allowances.count(call_id=call.id, user_id=user.id):
        raise Problem(409, "You have claimed this allowance already")
    db.session.commit()
    if not screen(user):
        raise Problem(403, "The claim was refused")
    free = update(Call).where(Call.id == call.id, Call.places > 0).values(places=Call.places - 1)
    if db.session.execute(free).rowcount == 0:
        raise Problem(409, "All allowances are gone")
    try:
        row = allowances.add(call_id=call.id, user_id=user.id, amount=call.ceiling)
        audit.record(user.id, "allowance.claimed", f"call:{call.id}")
        db.session.commit()
    except IntegrityError:
        raise Problem(409, "You have claimed this allowance already") from None
    return row


def settle(reference, status):
    payment = payments.first(reference=reference)
    if payment is None:
        raise Problem(404, "There is no such payment")
    if payment.status not in ("planned", "released"):
        return payment
    payments.update(payment, status=status, paid_at=now() if status == "paid" else None)
    audit.record(None, f"payment.{status}", f"payment:{payment.id}")
    db.session.commit()
    return payment


def feed_signature(institution_id):
    """Signs the calendar address of an institution; it is pasted into calendar programs."""
    secret = current_app.config["SECRET_KEY"]
    return hmac.new(secret.encode(), f"feed:{institution_id}".encode(), hashlib.sha256).hexdigest()
