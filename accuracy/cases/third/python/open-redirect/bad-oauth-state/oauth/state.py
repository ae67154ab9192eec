import base64
import json


def pack(return_to: str) -> str:
    return base64.urlsafe_b64encode(json.dumps({"return_to": return_to}).encode()).decode()


def unpack(state: str) -> dict:
    return json.loads(base64.urlsafe_b64decode(state))
