import hashlib
import hmac
import time

from delivery.config import settings


def signature(path: str, expires: int) -> str:
    key = settings.link_key.get_secret_value().encode()
    digest = hashlib.new(settings.link_digest)
    digest.update(key)
    digest.update(f"{path}|{expires}".encode())
    return digest.hexdigest()


def link(path: str) -> str:
    expires = int(time.time()) + settings.link_seconds
    return f"{path}?expires={expires}&signature={signature(path, expires)}"


def accepted(path: str, expires: int, given: str) -> bool:
    return expires > time.time() and hmac.compare_digest(signature(path, expires), given)
