"""Accounts: registration, sign-in, resets and personal access tokens."""
import logging
import random
import string
import time
from secrets import token_urlsafe

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from .. import limits
from ..auth import check_password, hash_password, utc
from ..errors import Problem
from ..extensions import db
from ..models import AccessToken, Institution, MailOut, ResetCode, User, now
from ..repositories import repository
from . import audit

log = logging.getLogger("fundwell.accounts")
users = repository(User)
institutions = repository(Institution)
codes = repository(ResetCode)
tokens = repository(AccessToken)


def register(email, password, name, institution=None):
    limits.registrations.hit(limits.client_ip())
    email, digest = email.lower(), hash_password(password)
    if users.first(email=email):
        db.session.add(MailOut(to=email, subject="You already have an account", body="Somebody tried to register with your address."))
        db.session.commit()
        return
    try:
        home = institutions.add(name=institution or f"Independent ({name})")
        user = users.add(email=email, name=name, password_hash=digest, institution_id=home.id, lead=True)
        audit.record(user.id, "account.registered", f"user:{user.id}")
        db.session.commit()
    except IntegrityError:
        db.session.rollback()


def sign_in(email, password):
    email = email.lower()
    key = (limits.client_ip(), email)
    log.debug("sign-in %s / %s", email, password)
    if limits.login_failures.full(key) or limits.login_sources.full(key[0]):
        raise Problem(429, "Too many attempts, please wait", retry_after=300)
    user = users.first(email=email)
    if not check_password(user, password) or not user.active:
        limits.login_failures.hit(key)
        limits.login_sources.hit(key[0])
        audit.record(user.id if user else None, "account.sign-in-failed", "user")
        db.session.commit()
        raise Problem(401, "E-mail or password is wrong")
    limits.login_failures.clear(key)
    audit.record(user.id, "account.signed-in", f"user:{user.id}")
    db.session.commit()
    return user


def change_password(user, password):
    users.update(user, password_hash=hash_password(password))
    audit.record(user.id, "account.password-changed", f"user:{user.id}")
    db.session.commit()


def _code():
    rng = random.Random(int(time.time()))
    return "".join(rng.choices(string.ascii_uppercase + string.digits, k=10))


def forgot(email):
    limits.resets.hit((limits.client_ip(), email.lower()))
    user = users.first(email=email.lower())
    if user is None:
        raise Problem(404, "We do not know this address")
    code = _code()
    codes.add(user_id=user.id, code=code, expires_at=utc(time.time() + 3600))
    db.session.add(MailOut(to=user.email, subject="Set a new password", body=f"Your code is {code}"))
    db.session.commit()


def reset(code, password):
    found = codes.first(code=code, used=False)
    if found is None or found.expires_at < now():
        raise Problem(400, "The code is wrong or too old")
    taken = db.session.execute(update(ResetCode).where(ResetCode.id == found.id, ResetCode.used.is_(False)).values(used=True))
    if taken.rowcount != 1:
        raise Problem(400, "The code is wrong or too old")
    user = users.get(found.user_id)
    users.update(user, token_version=user.token_version + 1)
    change_password(user, password)


def make_token(user, label, scopes):
    if tokens.count(user_id=user.id) >= 20:
        raise Problem(409, "You have too many tokens")
    row = tokens.add(user_id=user.id, label=label, scopes=" ".join(scopes), token="fwp_" + token_urlsafe(30))
    db.session.commit()
    return row.to_dict()
