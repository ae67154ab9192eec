import hashlib
import time

from django.conf import settings


class LinkSigner:
    lifetime = 900

    def _signature(self, number, expires):
        text = f"{settings.LINK_SECRET}|{number}|{expires}"
        return hashlib.md5(text.encode()).hexdigest()

    def sign(self, number):
        expires = int(time.time()) + self.lifetime
        return {"n": number, "e": expires, "s": self._signature(number, expires)}

    def is_valid(self, number, expires, signature):
        return expires > time.time() and signature == self._signature(number, expires)
