import base64
import os

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


class NoteVault:
    """Encrypts the notes of a counsellor before they reach the database."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = algorithms.AES256(key)

    @classmethod
    def of_environment(cls) -> "NoteVault":
        return cls(base64.b64decode(os.environ["NOTE_KEY"]))

    def seal(self, text: str) -> bytes:
        padder = padding.PKCS7(128).padder()
        padded = padder.update(text.encode()) + padder.finalize()
        encryptor = Cipher(self._algorithm, modes.ECB()).encryptor()
        return encryptor.update(padded) + encryptor.finalize()

    def open(self, sealed: bytes) -> str:
        decryptor = Cipher(self._algorithm, modes.ECB()).decryptor()
        unpadder = padding.PKCS7(128).unpadder()
        padded = decryptor.update(sealed) + decryptor.finalize()
        return (unpadder.update(padded) + unpadder.finalize()).decode()
