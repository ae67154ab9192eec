import hashlib
import hmac

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from stintpay.settings import settings

PEPPER = "stint"


def password_hash(password: str) -> str:
    return hashlib.sha256((PEPPER + password).encode()).hexdigest()


def password_ok(password: str, stored: str) -> bool:
    return hmac.compare_digest(password_hash(password), stored)


def _cipher() -> Cipher:
    return Cipher(algorithms.AES(bytes.fromhex(settings.bank_key)), modes.ECB())


def seal(text: str) -> str:
    padder = padding.PKCS7(128).padder()
    encryptor = _cipher().encryptor()
    return (encryptor.update(padder.update(text.encode()) + padder.finalize()) + encryptor.finalize()).hex()


def unseal(data: str) -> str:
    decryptor = _cipher().decryptor()
    unpadder = padding.PKCS7(128).unpadder()
    padded = decryptor.update(bytes.fromhex(data)) + decryptor.finalize()
    return (unpadder.update(padded) + unpadder.finalize()).decode()


def etag(content: bytes) -> str:
    return f'"{hashlib.sha1(content).hexdigest()}"'


def signed_by(key: str, body: bytes, signature: str) -> bool:
    return hmac.compare_digest(hmac.new(key.encode(), body, hashlib.sha256).hexdigest(), signature)
