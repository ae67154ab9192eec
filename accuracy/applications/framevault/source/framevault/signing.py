"""Short-lived addresses of pictures, good without a session."""

import hmac
import time
from urllib.parse import urlencode
from uuid import UUID

from .settings import get_settings

VARIANTS = ("thumb", "original")


def _signature(photo: UUID, variant: str, expires: int) -> str:
    key = get_settings().url_key.get_secret_value().encode()
    return hmac.digest(key, f"media:{photo}:{variant}:{expires}".encode(), "sha256").hex()


def media_url(photo: UUID, variant: str) -> str:
    lifetime = get_settings().url_seconds
    # Rounded up, so that browsers can reuse what they have.
    expires = (int(time.time()) // lifetime + 2) * lifetime
    query = urlencode({"expires": expires, "signature": _signature(photo, variant, expires)})
    return f"/media/{photo}/{variant}?{query}"


def is_valid(photo: UUID, variant: str, expires: str, signature: str) -> bool:
    if variant not in VARIANTS or not (expires.isascii() and expires.isdigit() and len(expires) <= 12):
        return False
    if int(expires) < time.time():
        return False
    return hmac.compare_digest(_signature(photo, variant, int(expires)).encode(), signature.encode())
