import hashlib
import hmac
import os
import time

KEY = os.environ["DOWNLOAD_KEY"].encode()


def _signature(path: str, expires: int) -> str:
    text = f"{path}:{expires}".encode()
    return hashlib.md5(KEY + text).hexdigest()


def etag(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def signed_path(path: str, lifetime: int = 300) -> str:
    expires = int(time.time()) + lifetime
    return f"{path}?expires={expires}&signature={_signature(path, expires)}"


def is_valid(path: str, expires: int, signature: str) -> bool:
    return expires > time.time() and hmac.compare_digest(_signature(path, expires), signature)
