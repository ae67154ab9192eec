import hashlib
import hmac
import time

from django.conf import settings


class LinkSigner:
    lifetime = 900

    def _signature(self, number, expires):
        text = f"{number}|{expires}"
        return hmac.new(settings.LINK_SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()

    def sign(self, number):
        expires = int(time.time()) + self.lifetime
        return {"n": number, "e": expires, "s": self._signature(number, expires)}

    def is_valid(self, number, expires, signature):
        return expires > time.time() and hmac.compare_digest(signature, self._signature(number, expires))
