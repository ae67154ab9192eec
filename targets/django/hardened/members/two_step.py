"""Codes of an authenticator app (RFC 6238). The database holds a nonce alone; the secret is made from it and a key that is mounted."""

import base64
import hashlib
import hmac
import secrets
import time

from django.conf import settings

from .models import Member

STEP_SECONDS = 30


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


def secret_of(nonce: str) -> bytes:
    return hmac.new(settings.TWO_STEP_KEY.encode(), nonce.encode(), hashlib.sha256).digest()[:20]


def written(nonce: str) -> str:
    """The secret as an app takes it."""
    return base64.b32encode(secret_of(nonce)).decode()


def _code(secret: bytes, step: int) -> str:
    # HMAC-SHA-1 is what RFC 6238 has and the apps compute; it is no signature of a document.
    digest = hmac.new(secret, step.to_bytes(8, "big"), "sha1").digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def step_of(nonce: str, code: str) -> int | None:
    """The step that the code is of, now or one before or after."""
    now = int(time.time()) // STEP_SECONDS
    return next((step for step in (now - 1, now, now + 1) if hmac.compare_digest(_code(secret_of(nonce), step), code)), None)


def use(member: Member, code: str) -> bool:
    """Takes a code once."""
    step = step_of(member.two_step_nonce, code)
    return step is not None and Member.objects.filter(pk=member.pk, two_step_last__lt=step).update(two_step_last=step) == 1
