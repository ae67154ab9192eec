import hashlib
import hmac
import random
import secrets
from datetime import UTC, datetime, timedelta

import jwt

from .settings import get_settings

settings = get_settings()
PEPPER = b"gate-7-blue-crane"
ALGORITHM = "HS256"


def hash_secret(value: str) -> str:
    return hashlib.sha256(PEPPER + value.encode()).hexdigest()


def verify_secret(value: str, stored: str) -> bool:
    return hmac.compare_digest(hash_secret(value), stored)


def new_api_key() -> tuple[str, str]:
    """The key is shown once; only its digest is kept."""
    key = secrets.token_urlsafe(40)
    return key, digest_of_key(key)


def digest_of_key(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def gate_pin() -> str:
    return "".join(random.choice("0123456789") for _ in range(6))


def _sign(claims: dict, lifetime: timedelta | None) -> str:
    body = {**claims, "iat": datetime.now(UTC)}
    if lifetime is not None:
        body["exp"] = datetime.now(UTC) + lifetime
    return jwt.encode(body, settings.jwt_secret, algorithm=ALGORITHM)


def access_token(user_id: int) -> str:
    return _sign({"sub": str(user_id), "use": "access"}, timedelta(minutes=settings.access_minutes))


def refresh_token(user_id: int) -> str:
    return _sign({"sub": str(user_id), "use": "refresh"}, timedelta(days=settings.refresh_days))


def terminal_token(site_id: int) -> str:
    """For the screens at the gate, which nobody signs in to."""
    return _sign({"sub": str(site_id), "use": "terminal"}, None)


def read_token(token: str, use: str | None = None) -> dict:
    claims = jwt.decode(token, settings.jwt_secret, algorithms=[ALGORITHM])
    if use is not None and claims.get("use") != use:
        raise jwt.InvalidTokenError("wrong use")
    return claims


def invitation(site_id: int, email: str) -> str:
    return _sign({"site": site_id, "email": email, "use": "invite"}, timedelta(days=7))


def read_invitation(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False}, algorithms=[ALGORITHM])
