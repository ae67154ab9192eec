import base64
import json

from django.core import signing
from django.utils.http import url_has_allowed_host_and_scheme


def pack(state: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode()


def unpack(text: str) -> dict:
    return json.loads(base64.urlsafe_b64decode(text))


def initial(request) -> dict:
    target = request.GET.get("return_to", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    return {"return_to": target}
