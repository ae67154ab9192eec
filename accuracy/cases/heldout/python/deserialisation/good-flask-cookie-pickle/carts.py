import base64
import json


def load(text):
    raw = base64.urlsafe_b64decode(text)
    return json.loads(raw)


def dump(cart):
    return base64.urlsafe_b64encode(json.dumps(cart).encode()).decode()
