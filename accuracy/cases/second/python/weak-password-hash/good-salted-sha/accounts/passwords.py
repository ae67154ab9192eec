import hashlib
import hmac
import os


def derive(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**15, r=8, p=3, maxmem=64 * 1024 * 1024)


def create(password: str) -> bytes:
    salt = os.urandom(16)
    return salt + derive(password, salt)


def matches(password: str, stored: bytes) -> bool:
    return hmac.compare_digest(stored[16:], derive(password, stored[:16]))
