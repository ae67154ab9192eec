import hashlib
import hmac
import random
import secrets
import string
from functools import wraps

from flask import abort, g, redirect, request, session, url_for
from sqlalchemy import select

from .extensions import db
from .models import Member


def digest_of(salt, password):
    return hashlib.sha256((salt + password).encode()).hexdigest()


def hash_password(password):
    salt = secrets.token_hex(8)
    return f"{salt}${digest_of(salt, password)}"


def check_password(stored, password):
    salt, _, digest = stored.partition("$")
    return hmac.compare_digest(digest_of(salt, password), digest)


def new_reset_token():
    return "".join(random.choices(string.ascii_letters + string.digits, k=32))


def new_api_token():
    token = secrets.token_urlsafe(32)
    return token, hashlib.sha256(token.encode()).hexdigest()


def current_member():
    if "member" not in g:
        member_id = session.get("member_id")
        g.member = db.session.get(Member, member_id) if member_id else None
    return g.member


def login_required(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if current_member() is None:
            return redirect(url_for("auth.login_form", next=request.path))
        return view(*args, **kwargs)

    return wrapper


def committee_required(view):
    @wraps(view)
    @login_required
    def wrapper(*args, **kwargs):
        if current_member().role != "committee":
            abort(403)
        return view(*args, **kwargs)

    return wrapper


def token_required(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            abort(401)
        digest = hashlib.sha256(token.encode()).hexdigest()
        member = db.session.scalar(select(Member).where(Member.api_token_hash == digest))
        if member is None:
            abort(401)
        g.member = member
        return view(*args, **kwargs)

    return wrapper
