import hashlib
import hmac
import os


def derive(password: str, salt: bytes) -> bytes:
    return hashlib.sha256(salt + password.encode()).digest()


def create(password: str) -> bytes:
    salt = os.urandom(16)
    return salt + derive(password, salt)


def matches(password: str, stored: bytes) -> bool:
    return hmac.compare_digest(stored[16:], derive(password, stored[:16]))
