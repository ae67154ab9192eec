from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
# Checked when the account is unknown, so that both answers take the same time.
_STAND_IN = _hasher.hash("stand-in for accounts that do not exist")
_COMMON = frozenset({"password1234", "123456789012", "qwertyuiop12", "letmeinletmein"})


def policy_violation(candidate: str) -> str | None:
    if not 12 <= len(candidate) <= 128:
        return "Use 12 to 128 characters."
    if candidate.lower() in _COMMON or len(set(candidate)) < 5:
        return "This password is too easy to guess."
    return None


def hash_password(raw: str) -> str:
    return _hasher.hash(raw)


def verify(stored: str | None, raw: str) -> bool:
    try:
        _hasher.verify(stored or _STAND_IN, raw)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
