import hashlib
import hmac
import os
import time

SECRET = os.environ["LINK_SECRET"]


def sign(path: str, lifetime: int = 600) -> str:
    until = int(time.time()) + lifetime
    digest = hmac.new(SECRET.encode(), f"{path}:{until}".encode(), hashlib.sha256).hexdigest()
    return f"{path}?until={until}&signature={digest}"


def valid(path: str, until: int, signature: str) -> bool:
    digest = hmac.new(SECRET.encode(), f"{path}:{until}".encode(), hashlib.sha256).hexdigest()
    return until > time.time() and hmac.compare_digest(digest, signature)
