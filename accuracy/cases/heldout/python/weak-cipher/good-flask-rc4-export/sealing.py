import os

from cryptography.fernet import Fernet

KEY = os.environ["EXPORT_KEY"].encode()


def seal(data: bytes) -> bytes:
    return Fernet(KEY).encrypt(data)
