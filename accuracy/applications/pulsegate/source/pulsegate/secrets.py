import hashlib
import hmac
import secrets
import time

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.fernet import Fernet, InvalidToken
from starlette.concurrency import run_in_threadpool

from .config import settings

_hasher = PasswordHasher()
_decoy = _hasher.hash(secrets.token_urlsafe(24))


async def hash_password(password: str) -> str:
    return await run_in_threadpool(_hasher.hash, password)


def _fits(stored: str | None, password: str) -> bool:
    try:
        _hasher.verify(stored or _decoy, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


async def password_fits(stored: str | None, password: str) -> bool:
    return await run_in_threadpool(_fits, stored, password)


def fresh(prefix: str = "") -> str:
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def seal(plain: str) -> str:
    return Fernet(settings().seal_key.get_secret_value()).encrypt(plain.encode()).decode()


def unseal(sealed: str) -> str:
    return Fernet(settings().seal_key.get_secret_value()).decrypt(sealed.encode()).decode()


def unseal_within(sealed: str, seconds: int) -> str | None:
    try:
        return Fernet(settings().seal_key.get_secret_value()).decrypt(sealed.encode(), ttl=seconds).decode()
    except InvalidToken:
        return None


def sign(key: str, moment: str, body: bytes) -> str:
    return hmac.new(key.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def signed_recently(key: str, moment: str, body: bytes, signature: str, window: int = 300) -> bool:
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 12 and signature.isascii()):
        return False
    expected = sign(key, moment, body)
    return hmac.compare_digest(expected, signature) and abs(time.time() - int(moment)) <= window


def totp_counter(secret: str, code: str) -> int | None:
    totp, at = pyotp.TOTP(secret), int(time.time())
    return next(((at + drift) // 30 for drift in (0, -30, 30) if totp.verify(code, for_time=at + drift)), None)
