"""Passwords, tokens and the small secrets of links."""
from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta, timezone

import bcrypt
import jwt
from starlette.concurrency import run_in_threadpool

from app.core.config import settings

ISSUER = "carebook"
AUDIENCE = "carebook-api"
CLOSED = "!"
COMMON_PASSWORDS = {
    "password", "password1", "password12", "password123", "password1234", "1234567890", "12345678910", "123456789012",
    "qwertyuiop", "qwerty1234", "qwerty12345", "iloveyou12", "letmein1234", "welcome1234", "changeme123", "admin12345",
    "administrator", "carebook123", "carebook1234", "aaaaaaaaaa",
}


def utcnow() -> datetime:
    return datetime.now(timezone.utc).replace(tzinfo=None)


def _prepared(password: str) -> bytes:
    # bcrypt reads 72 bytes; a digest lets long passphrases count in full
    return hashlib.sha384(password.encode()).hexdigest()[:72].encode()


def hash_password(password: str) -> str:
    return bcrypt.hashpw(_prepared(password), bcrypt.gensalt(rounds=11)).decode()


def _verify(password: str, stored: str) -> bool:
    return bcrypt.checkpw(_prepared(password), stored.encode())


_nobody = hash_password(secrets.token_urlsafe(16))


async def new_password_hash(password: str) -> str:
    return await run_in_threadpool(hash_password, password)


async def password_matches(password: str, stored: str | None) -> bool:
    """Costs the same whether there is an account or not."""
    usable = stored is not None and stored != CLOSED
    matched = await run_in_threadpool(_verify, password, stored if usable else _nobody)
    return matched and usable


def password_problem(password: str, email: str) -> str | None:
    lowered = password.lower()
    if lowered in COMMON_PASSWORDS or lowered == email.lower() or lowered == email.split("@")[0].lower():
        return "This password is too easy to guess"
    if len(set(lowered)) < 4:
        return "This password is too easy to guess"
    return None


def _token(kind: str, user_id: int, session_id: str, lifetime: timedelta, **more) -> str:
    now = datetime.now(timezone.utc)
    claims = {
        "iss": ISSUER, "aud": AUDIENCE, "sub": str(user_id), "typ": kind, "sid": session_id,
        "jti": secrets.token_hex(8), "iat": now, "exp": now + lifetime, **more,
    }
    return jwt.encode(claims, settings.jwt_secret, algorithm="HS256")


def access_token(user_id: int, session_id: str, scopes: list[str]) -> str:
    return _token("access", user_id, session_id, timedelta(minutes=settings.access_minutes), scopes=scopes)


def refresh_token(user_id: int, session_id: str, generation: int) -> str:
    return _token("refresh", user_id, session_id, timedelta(days=settings.refresh_days), gen=generation)


def read_token(token: str, kind: str) -> dict | None:
    try:
        claims = jwt.decode(
            token, settings.jwt_secret, algorithms=["HS256"], issuer=ISSUER, audience=AUDIENCE,
            options={"require": ["exp", "sub", "sid", "typ"]},
        )
    except jwt.PyJWTError:
        return None
    return claims if claims["typ"] == kind else None


def digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def etag(data: bytes) -> str:
    return f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'


def signature(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
