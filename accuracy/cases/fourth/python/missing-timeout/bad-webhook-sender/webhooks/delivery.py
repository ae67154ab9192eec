import hashlib
import hmac
import json
import logging
import os

import requests

log = logging.getLogger(__name__)


def sign(body: bytes) -> str:
    return hmac.new(os.environ["WEBHOOK_KEY"].encode(), body, hashlib.sha256).hexdigest()


def deliver(event: dict) -> bool:
    body = json.dumps(event).encode()
    headers = {"Content-Type": "application/json", "X-Signature": sign(body)}
    try:
        response = requests.post(os.environ["WEBHOOK_URL"], data=body, headers=headers)
    except requests.RequestException:
        log.exception("delivery of %s failed", event.get("id"))
        return False
    return response.ok
