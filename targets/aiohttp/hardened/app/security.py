"""Passwords and tokens."""

import asyncio
import base64
import hashlib
import hmac
import secrets
import time

import jwt

from .config import ACCESS_SECONDS, AUDIENCE, ISSUER, settings

COST = {"n": 2**15, "r": 8, "p": 3, "maxmem": 80 * 1024 * 1024, "dklen": 32}
COMMON = frozenset(
    "password1234 123456789012 qwertyuiop12 passwordpassword letmeinletmein administrator iloveyouiloveyou"
    " welcome12345 correcthorsebatterystaple 111111111111 abcdefghijkl guitarguitar".split()
)
UNUSABLE = "!"
gate = asyncio.Semaphore(2)


def password_problem(password, email, name):
    lowered = password.lower()
    if not 12 <= len(password) <= 128:
        return "the password must have 12 to 128 characters"
    if lowered in COMMON or len(set(lowered)) < 5:
        return "the password is too common"
    local = email.split("@")[0]
    if (len(local) > 3 and local in lowered) or (len(name) > 3 and name.lower() in lowered):
        return "the password must not contain the name or the address"
    return None


def scrypt(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, **COST)


async def hash_password(password):
    salt = secrets.token_bytes(16)
    async with gate:
        derived = await asyncio.to_thread(scrypt, password, salt)
    return base64.b64encode(salt).decode() + "$" + base64.b64encode(derived).decode()


async def password_matches(password, stored):
    """Takes as long for an account that does not exist."""
    usable = bool(stored) and stored != UNUSABLE
    salt, wanted = stored.split("$") if usable else (base64.b64encode(b"0" * 16).decode(), "")
    async with gate:
        derived = await asyncio.to_thread(scrypt, password, base64.b64decode(salt))
    return hmac.compare_digest(derived, base64.b64decode(wanted) or b"x") and usable


def random_token():
    return secrets.token_urlsafe(32)


def issue_access(user_id, session_id):
    now = int(time.time())
    kid = next(iter(settings.keys))
    claims = {
        "iss": ISSUER, "aud": AUDIENCE, "sub": str(user_id), "sid": session_id, "typ": "access",
        "iat": now, "exp": now + ACCESS_SECONDS, "jti": secrets.token_hex(8),
    }
    return jwt.encode(claims, settings.keys[kid], algorithm="HS256", headers={"kid": kid})


def read_access(token):
    """The claims of a valid access token, or None."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        claims = jwt.decode(
            token, settings.keys[kid], algorithms=["HS256"], issuer=ISSUER, audience=AUDIENCE,
            options={"require": ["exp", "iat", "sub", "sid", "typ"]},
        )
        if claims["typ"] != "access":
            return None
        return {"user_id": int(claims["sub"]), "session_id": str(claims["sid"])}
    except (jwt.PyJWTError, KeyError, ValueError, TypeError):
        return None
