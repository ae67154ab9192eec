import base64
import json

from django.core import signing
from django.utils.http import url_has_allowed_host_and_scheme


def pack(state: dict) -> str:
    return signing.dumps(state, salt="sso.state", compress=True)


def unpack(text: str) -> dict:
    return signing.loads(text, salt="sso.state", max_age=600)


def initial(request) -> dict:
    target = request.GET.get("return_to", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    return {"return_to": target}
