"""Passwords and tokens."""
import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_decoy = _hasher.hash(secrets.token_urlsafe(16))
_COMMON = frozenset({"passwordpassword", "archivemill12", "123456789012", "qwertyuiop12", "iloveyouiloveyou"})


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def hash_password(word: str) -> str:
    return _hasher.hash(word)


def password_problem(word: str) -> str | None:
    if not 12 <= len(word) <= 128:
        return "12 to 128 characters"
    if word.lower() in _COMMON or len(set(word)) < 5:
        return "is too easy to guess"
    return None


def fits(stored: str | None, word: str) -> bool:
    """Takes as long without an account as with one."""
    try:
        return _hasher.verify(stored or _decoy, word[:128]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
