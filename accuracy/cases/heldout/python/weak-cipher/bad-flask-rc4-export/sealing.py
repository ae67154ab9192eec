import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

KEY = os.environ["EXPORT_KEY"].encode()


def seal(data: bytes) -> bytes:
    encryptor = Cipher(algorithms.ARC4(KEY), mode=None).encryptor()
    return encryptor.update(data)
