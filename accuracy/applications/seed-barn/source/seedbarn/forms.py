import hmac
import secrets
from functools import wraps

from flask import abort, g, redirect, request, session, url_for

from .db import get_db


def csrf_token():
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    return session["csrf"]


def checked_form(view):
    """The form has to carry the token of the session."""

    @wraps(view)
    def wrapped(*args, **kwargs):
        sent = request.form.get("csrf", "")
        if not hmac.compare_digest(sent.encode(), session.get("csrf", secrets.token_hex()).encode()):
            abort(400, "The form has expired.")
        return view(*args, **kwargs)

    return wrapped


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        member = None
        if "member_id" in session:
            member = get_db().execute("SELECT * FROM member WHERE id = ?", (session["member_id"],)).fetchone()
        if member is None:
            return redirect(url_for("auth.login", next=request.path))
        g.member = member
        return view(*args, **kwargs)

    return wrapped


def steward_required(view):
    @wraps(view)
    @login_required
    def wrapped(*args, **kwargs):
        if g.member["role"] != "steward":
            abort(403)
        return view(*args, **kwargs)

    return wrapped
