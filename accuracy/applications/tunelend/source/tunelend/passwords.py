import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=2)
NOBODY = hasher.hash(secrets.token_hex(16))
WORN_OUT = ("password", "passwort", "123456", "qwert", "letmein", "instrument", "tunelend")


def complaint(password: str, email: str) -> str | None:
    """Why a password is not taken, or nothing."""
    if not 12 <= len(password) <= 128:
        return "A password has 12 to 128 characters."
    low = password.lower()
    if email.split("@")[0].lower() in low or any(low.startswith(word) for word in WORN_OUT) or len(set(low)) < 5:
        return "This password is too easy to guess."
    return None


def fits(password: str, stored: str | None) -> bool:
    """Takes the same time whether there is a member or not."""
    try:
        return hasher.verify(stored or NOBODY, password[:128]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def keep(password: str) -> str:
    return hasher.hash(password)
