import logging

import jwt
from aiohttp import web

from . import config

log = logging.getLogger(__name__)


def claims_of(request: web.Request) -> dict:
    """Gateways sign in with a token made by the provisioning tool."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer":
        raise web.HTTPUnauthorized()
    key = config.DEVICE_KEY.read_bytes()
    try:
        algorithm = jwt.get_unverified_header(token)["alg"]
        return jwt.decode(token, key, algorithms=[algorithm], options={"require": ["exp", "sub", "org"]})
    except jwt.InvalidTokenError:
        log.warning("token refused: %s", token)
        raise web.HTTPUnauthorized() from None


def hook_claims(token: str) -> dict:
    """The billing partner names the key it used; there are two while one is replaced."""
    kid = jwt.get_unverified_header(token).get("kid")
    key = {"a": config.DATA / "keys" / "billing-a.pub", "b": config.DATA / "keys" / "billing-b.pub"}.get(kid)
    if key is None:
        raise jwt.InvalidTokenError("unknown key")
    return jwt.decode(
        token, key.read_bytes(), algorithms=["EdDSA"], audience="wattline", options={"require": ["exp", "aud"]}
    )
