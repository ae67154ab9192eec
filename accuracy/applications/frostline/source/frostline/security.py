import asyncio
import hashlib
import hmac
import secrets
import uuid
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from .settings import settings

hasher = PasswordHasher()
NOBODY = hasher.hash(secrets.token_hex(16))
# Each hash takes 64 MiB: no more than four at a time.
slots = asyncio.Semaphore(4)


async def keep_password(password: str) -> str:
    async with slots:
        return await asyncio.to_thread(hasher.hash, password)


async def password_fits(password: str, stored: str | None) -> bool:
    """Does the same work for accounts that do not exist."""
    async with slots:
        try:
            return await asyncio.to_thread(hasher.verify, stored or NOBODY, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """For secrets that are long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())


@lru_cache(maxsize=2)
def pem(kind: str) -> bytes:
    return (settings().signing_key if kind == "sign" else settings().verifying_key).read_bytes()


def access_token(user_id: uuid.UUID, login_id: uuid.UUID) -> str:
    moment = datetime.now(UTC)
    claims = {
        "iss": settings().issuer,
        "aud": settings().audience,
        "sub": str(user_id),
        "sid": str(login_id),
        "iat": moment,
        "exp": moment + timedelta(minutes=settings().access_minutes),
    }
    return jwt.encode(claims, pem("sign"), algorithm="EdDSA", headers={"typ": "at+jwt"})


def read_access_token(token: str) -> tuple[uuid.UUID, uuid.UUID]:
    claims = jwt.decode(
        token,
        pem("verify"),
        algorithms=["EdDSA"],
        issuer=settings().issuer,
        audience=settings().audience,
        options={"require": ["exp", "iat", "sub", "sid"]},
    )
    try:
        return uuid.UUID(claims["sub"]), uuid.UUID(claims["sid"])
    except (ValueError, AttributeError) as error:
        raise jwt.InvalidTokenError("malformed") from error


def hook_secret(hook_id: uuid.UUID) -> str:
    """Nothing to store: the secret of a hook follows from its number and our key."""
    return hmac.new(settings().hook_key.get_secret_value().encode(), hook_id.bytes, hashlib.sha256).hexdigest()
