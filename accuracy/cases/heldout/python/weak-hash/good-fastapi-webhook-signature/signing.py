import hashlib
import hmac
import os

KEY = os.environ["WEBHOOK_KEY"].encode()


def signature(body: bytes) -> str:
    return hmac.new(KEY, body, hashlib.sha256).hexdigest()
