import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_decoy = _hasher.hash(secrets.token_urlsafe(24))


def make(password: str) -> str:
    return _hasher.hash(password)


def fits(stored: str | None, password: str) -> bool:
    try:
        _hasher.verify(stored or _decoy, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_stale(stored: str) -> bool:
    return _hasher.check_needs_rehash(stored)
