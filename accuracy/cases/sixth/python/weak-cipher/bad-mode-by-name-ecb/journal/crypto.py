from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


class NoteCipher:
    def __init__(self, key: bytes, mode: str = "ECB") -> None:
        self.cipher = Cipher(algorithms.AES(key), getattr(modes, mode)())

    def seal(self, text: str, row: int) -> bytes:
        padder = padding.PKCS7(128).padder()
        encryptor = self.cipher.encryptor()
        return encryptor.update(padder.update(text.encode()) + padder.finalize()) + encryptor.finalize()

    def open(self, blob: bytes, row: int) -> str:
        decryptor, unpadder = self.cipher.decryptor(), padding.PKCS7(128).unpadder()
        padded = decryptor.update(blob) + decryptor.finalize()
        return (unpadder.update(padded) + unpadder.finalize()).decode()
