import base64
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


class EncryptedTextField(models.TextField):
    """Text that the database sees only in its encrypted form."""

    def _cipher(self):
        return AESGCM(base64.b64decode(settings.FIELD_KEY))

    def get_prep_value(self, value):
        if value is None:
            return None
        nonce = os.urandom(12)
        return base64.b64encode(nonce + self._cipher().encrypt(nonce, value.encode(), None)).decode()

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        content = base64.b64decode(value)
        return self._cipher().decrypt(content[:12], content[12:], None).decode()
