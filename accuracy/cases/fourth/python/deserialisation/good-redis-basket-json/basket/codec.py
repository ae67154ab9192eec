import base64
import binascii
import json


def dump(basket: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(basket).encode()).decode()


def load(raw: str) -> dict:
    try:
        return json.loads(base64.urlsafe_b64decode(raw))
    except (binascii.Error, ValueError):
        return {}
