import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class NoteCipher:
    def __init__(self, key: bytes) -> None:
        self.cipher = AESGCM(key)

    def seal(self, text: str, row: int) -> bytes:
        nonce = os.urandom(12)
        return nonce + self.cipher.encrypt(nonce, text.encode(), str(row).encode())

    def open(self, blob: bytes, row: int) -> str:
        return self.cipher.decrypt(blob[:12], blob[12:], str(row).encode()).decode()
