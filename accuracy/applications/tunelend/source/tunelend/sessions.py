import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

from flask import abort, current_app, request, session
from sqlalchemy import delete

from .database import db
from .models import Login, Member


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def begin(member: Member) -> None:
    """A new key for each login; whatever the browser brought is forgotten."""
    session.clear()
    session["key"] = secrets.token_urlsafe(32)
    moment = datetime.now(UTC)
    db().add(Login(key_hash=hashed(session["key"]), member_id=member.id, started_at=moment, seen_at=moment))
    db().commit()


def current() -> Member | None:
    key = session.get("key")
    if not isinstance(key, str):
        return None
    login = db().get(Login, hashed(key))
    if login is None:
        return None
    settings, moment = current_app.config["LEND"], datetime.now(UTC)
    stale = moment - login.seen_at > settings.idle or moment - login.started_at > settings.absolute
    if stale or login.member.blocked:
        db().delete(login)
        db().commit()
        session.clear()
        return None
    if moment - login.seen_at > timedelta(minutes=1):
        login.seen_at = moment
        db().commit()
    return login.member


def end() -> None:
    key = session.get("key")
    if isinstance(key, str):
        db().execute(delete(Login).where(Login.key_hash == hashed(key)))
        db().commit()
    session.clear()


def end_all(member_id: int) -> None:
    """Part of the transaction of the caller."""
    db().execute(delete(Login).where(Login.member_id == member_id))


def form_token() -> str:
    if "form" not in session:
        session["form"] = secrets.token_urlsafe(24)
    return session["form"]


def check_form() -> None:
    expected, sent = session.get("form"), request.form.get("_form", "")
    if not isinstance(expected, str) or not hmac.compare_digest(expected.encode(), sent.encode()):
        abort(400)
