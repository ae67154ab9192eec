from cryptography.fernet import Fernet
from django.conf import settings


def seal(plain: str) -> bytes:
    return Fernet(settings.SEAL_KEY).encrypt(plain.encode())


def unseal(sealed: bytes) -> str:
    return Fernet(settings.SEAL_KEY).decrypt(bytes(sealed)).decode()
