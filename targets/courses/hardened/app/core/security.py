import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta, timezone
from typing import Any

import bcrypt
import jwt

from app.core.config import settings

ALGORITHM = "HS256"
API_TOKEN_PREFIX = "crs_"
# Compared against when there is no such account, so that both answers take as long.
_NOBODY = bcrypt.hashpw(b"nobody", bcrypt.gensalt(12)).decode()


def create_token(subject: int, kind: str, lifetime: timedelta, **claims: Any) -> str:
    now = datetime.now(timezone.utc)
    payload = {"sub": str(subject), "typ": kind, "iat": now, "exp": now + lifetime, **claims}
    return jwt.encode(payload, settings.SECRET_KEY, algorithm=ALGORITHM)


def decode_token(token: str) -> dict[str, Any]:
    return jwt.decode(
        token, settings.SECRET_KEY, algorithms=[ALGORITHM], options={"require": ["exp", "sub"]}
    )


def create_access_token(subject: int, version: int) -> str:
    lifetime = timedelta(minutes=settings.ACCESS_TOKEN_EXPIRE_MINUTES)
    return create_token(subject, "access", lifetime, ver=version)


def _prepared(password: str) -> bytes:
    # bcrypt reads 72 bytes at most
    return base64.b64encode(hashlib.sha256(password.encode()).digest())


def hash_password(password: str) -> str:
    return bcrypt.hashpw(_prepared(password), bcrypt.gensalt(12)).decode()


def verify_password(password: str, hashed: str | None) -> bool:
    known = bool(hashed) and hashed.startswith("$2")
    matches = bcrypt.checkpw(_prepared(password), (hashed if known else _NOBODY).encode())
    return matches and known


def password_mark(hashed: str) -> str:
    """Short mark of a password hash; a reset link dies when the password changes."""
    return hashlib.sha256(hashed.encode()).hexdigest()[:16]


def new_api_token() -> str:
    return API_TOKEN_PREFIX + secrets.token_urlsafe(32)


def hash_api_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def provider_signature(body: bytes) -> str:
    return hmac.new(settings.PROVIDER_SECRET.encode(), body, hashlib.sha256).hexdigest()


def etag(content: bytes) -> str:
    return '"' + hashlib.md5(content, usedforsecurity=False).hexdigest() + '"'
