import asyncio
import hashlib
import hmac
import secrets
import time

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_slots = asyncio.Semaphore(4)
_UNKNOWN_USER_HASH = _hasher.hash(secrets.token_urlsafe(24))

SIGNATURE_TOLERANCE = 300


def digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


async def hash_password(password: str) -> str:
    async with _slots:
        return await asyncio.to_thread(_hasher.hash, password)


async def verify_password(stored: str | None, password: str) -> bool:
    """Takes as long for an account that does not exist."""
    try:
        async with _slots:
            await asyncio.to_thread(_hasher.verify, stored or _UNKNOWN_USER_HASH, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def device_key(master: str, station_id: str, generation: int) -> bytes:
    return hmac.digest(master.encode(), f"station:{station_id}:{generation}".encode(), "sha256")


def signature_matches(key: bytes, timestamp: str, body: bytes, signature: str) -> bool:
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return False
    if abs(time.time() - int(timestamp)) > SIGNATURE_TOLERANCE:
        return False
    expected = hmac.digest(key, timestamp.encode() + b"." + body, "sha256").hex()
    return hmac.compare_digest(expected.encode(), signature.encode())
