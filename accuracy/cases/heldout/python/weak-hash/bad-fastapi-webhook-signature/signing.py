import hashlib
import os

KEY = os.environ["WEBHOOK_KEY"].encode()


def signature(body: bytes) -> str:
    return hashlib.new("md5", KEY + body).hexdigest()
