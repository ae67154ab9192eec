"""Who is calling: bearer tokens, personal access tokens and cookie sessions."""
import functools
import hashlib
import secrets
import time
from datetime import datetime, timezone

import bcrypt
import jwt
from flask import current_app, g, redirect, request, session, url_for
from sqlalchemy.dialects.sqlite import insert

from .errors import Problem
from .extensions import db
from .models import AccessToken, RevokedToken, User, now
from .repositories import repository

_DUMMY = bcrypt.hashpw(b"nobody", bcrypt.gensalt(10))


def hash_password(password):
    return bcrypt.hashpw(_pre(password), bcrypt.gensalt(10)).decode()


def _pre(password):
    return hashlib.sha256(password.encode()).hexdigest().encode()


def check_password(user, password):
    stored = user.password_hash.encode() if user else _DUMMY
    return bcrypt.checkpw(_pre(password), stored) and user is not None


def _key(kid):
    if kid not in {current_app.config["JWT_KID"]}:
        raise Problem(401, "The token is not valid")
    path = current_app.config["KEYS_DIR"] / current_app.config["JWT_KID"]
    return path.read_text().strip()


def issue(user, kind="access"):
    cfg = current_app.config
    seconds = cfg["ACCESS_MINUTES"] * 60 if kind == "access" else cfg["REFRESH_DAYS"] * 86400
    moment = int(time.time())
    claims = {"iss": cfg["JWT_ISSUER"], "aud": "fundwell-api", "sub": str(user.id), "typ": kind, "iat": moment,
              "exp": moment + seconds, "jti": secrets.token_hex(12), "ver": user.token_version}
    return jwt.encode(claims, _key(cfg["JWT_KID"]), algorithm="HS256", headers={"kid": cfg["JWT_KID"]})


def read_token(token, kind=None):
    try:
        kid = jwt.get_unverified_header(token).get("kid", "")
        claims = jwt.decode(token, _key(kid), algorithms=["HS256"], audience="fundwell-api",
                            issuer=current_app.config["JWT_ISSUER"],
                            options={"require": ["exp", "sub", "jti", "typ"]})
    except (jwt.PyJWTError, OSError, ValueError):
        raise Problem(401, "The token is not valid") from None
    if kind and claims["typ"] != kind:
        raise Problem(401, "The token is not valid")
    if db.session.get(RevokedToken, claims["jti"]):
        raise Problem(401, "The token was revoked")
    return claims


def revoke(claims):
    done = db.session.execute(insert(RevokedToken).values(jti=claims["jti"], until=claims["exp"]).on_conflict_do_nothing())
    if done.rowcount == 0:
        raise Problem(401, "The token was revoked")
    db.session.commit()


def user_of(claims):
    user = db.session.get(User, int(claims["sub"]))
    if user is None or claims.get("ver") != user.token_version:
        raise Problem(401, "The token is not valid")
    if not user.active:
        raise Problem(401, "The account is closed")
    return user


def token_digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


def _personal(token):
    row = repository(AccessToken).first(digest=token_digest(token))
    if row is not None and row.expires_at <= now():
        row = None
    if row is None:
        raise Problem(401, "The token is not valid")
    user = db.session.get(User, row.user_id)
    if user is None or not user.active:
        raise Problem(401, "The token is not valid")
    g.scopes = row.scopes.split()
    return user


def _bearer():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(401, "Please sign in")
    return token.strip()


def authenticate():
    token = _bearer()
    if token.startswith("fwp_"):
        g.user = _personal(token)
        _check_scope()
    else:
        g.claims = read_token(token, "access")
        g.user = user_of(g.claims)
    return g.user


def _check_scope():
    area = request.path.split("/")[2]
    needed = "read" if request.method in ("GET", "HEAD") else "write"
    if area in ("me", "admin") or f"{area}:{needed}" not in g.scopes:
        raise Problem(403, "The token does not cover this")


def login_required(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        authenticate()
        return view(*args, **kwargs)
    return inner


def roles(*names):
    """Signed in, and one of these roles."""
    def outer(view):
        @functools.wraps(view)
        def inner(*args, **kwargs):
            user = g.get("user") or authenticate()
            if user.role not in names:
                raise Problem(403, "Your role does not allow this")
            return view(*args, **kwargs)
        return inner
    return outer


# --- cookie sessions of the pages -----------------------------------------------------------

def start_session(user):
    session.clear()
    session.update(uid=user.id, ver=user.token_version, csrf=secrets.token_urlsafe(24),
                   since=int(time.time()), seen=int(time.time()))


def load_session_user():
    uid = session.get("uid")
    if not uid:
        return
    moment, cfg = int(time.time()), current_app.config
    if moment - session.get("seen", 0) > cfg["SESSION_IDLE_MINUTES"] * 60 or moment - session.get("since", 0) > cfg["SESSION_HOURS"] * 3600:
        session.clear()
        return
    user = db.session.get(User, uid)
    if user is None or not user.active or session.get("ver") != user.token_version:
        session.clear()
        return
    if moment - session["seen"] > 60:
        session["seen"] = moment
    g.user = user


def page_login_required(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        if g.user is None:
            return redirect(url_for("pages.login", next=request.path))
        return view(*args, **kwargs)
    return inner


def csrf_protect(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        if request.method == "POST":
            sent = request.form.get("csrf_token")
            known = session.get("csrf", "")
            if not known or not sent or not secrets.compare_digest(sent.encode(), known.encode()):
                raise Problem(400, "The form is out of date")
        return view(*args, **kwargs)
    return inner


def utc(moment):
    return datetime.fromtimestamp(moment, timezone.utc).replace(microsecond=0).isoformat()
