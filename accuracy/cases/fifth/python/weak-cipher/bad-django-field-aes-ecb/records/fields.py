import base64

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.db import models


class EncryptedTextField(models.TextField):
    """Text that the database sees only in its encrypted form."""

    def _cipher(self):
        return Cipher(algorithms.AES(base64.b64decode(settings.FIELD_KEY)), modes.ECB())

    def get_prep_value(self, value):
        if value is None:
            return None
        padder = padding.PKCS7(128).padder()
        padded = padder.update(value.encode()) + padder.finalize()
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        decryptor = self._cipher().decryptor()
        padded = decryptor.update(base64.b64decode(value)) + decryptor.finalize()
        unpadder = padding.PKCS7(128).unpadder()
        return (unpadder.update(padded) + unpadder.finalize()).decode()
