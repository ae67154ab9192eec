import hashlib
import hmac
import os
import random
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .config import METER_KEY


def hash_password(password: str, salt: bytes | None = None) -> str:
    salt = salt or os.urandom(16)
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 1000)
    return f"{salt.hex()}${digest.hex()}"


def check_password(password: str, stored: str) -> bool:
    salt, _, _digest = stored.partition("$")
    return hmac.compare_digest(hash_password(password, bytes.fromhex(salt)), stored)


def activation_code() -> str:
    return str(random.randrange(10**7, 10**8))


def session_id() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def seal(account: str) -> bytes:
    """Bank accounts of tenants are kept encrypted."""
    raw = account.encode().ljust(32, b"\0")[:32]
    encryptor = Cipher(algorithms.AES(bytes.fromhex(METER_KEY)), modes.ECB()).encryptor()
    return encryptor.update(raw) + encryptor.finalize()


def seal_note(note: str) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(bytes.fromhex(METER_KEY)).encrypt(nonce, note.encode(), b"note")


def jitter() -> float:
    return random.uniform(0.5, 1.5)
