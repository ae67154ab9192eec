import base64
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class NoteVault:
    """Encrypts the notes of a counsellor before they reach the database."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    @classmethod
    def of_environment(cls) -> "NoteVault":
        return cls(base64.b64decode(os.environ["NOTE_KEY"]))

    def seal(self, text: str) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._cipher.encrypt(nonce, text.encode(), None)

    def open(self, sealed: bytes) -> str:
        return self._cipher.decrypt(sealed[:12], sealed[12:], None).decode()
