import logging
import re
from typing import Annotated

from fastapi import Depends, Request

from app.api.problems import Problem, too_many, unauthorized
from app.domain import audit

log = logging.getLogger("wallet")
BEARER = re.compile(r"Bearer ([A-Za-z0-9_.-]{1,4096})")


def _take(request: Request, bucket, key: str, name: str) -> None:
    taken = bucket.take(key)
    reset = taken.reset_seconds if taken.allowed else taken.wait_seconds
    request.state.limit_headers = {
        "ratelimit-policy": f'"{name}";q={bucket.burst};w={bucket.window_seconds}',
        "ratelimit": f'"{name}";r={taken.remaining};t={int(reset + 0.999)}',
    }
    if not taken.allowed:
        log.warning("rate.limited", extra={"policy": name, "address": request.client.host})
        raise too_many(taken.wait_seconds)


def identify(request: Request) -> None:
    """Runs before every route: who calls, and how often; refuses nobody but who calls too often."""
    match = BEARER.fullmatch(request.headers.get("authorization", ""))
    request.state.user = request.app.state.sessions.identify(match[1]) if match else None
    request.state.client = f"user:{request.state.user['id']}" if request.state.user else f"address:{request.client.host}"
    _take(request, request.app.state.general, request.state.client, "default")


def current_user(request: Request) -> dict:
    if request.state.user is None:
        raise unauthorized()
    return request.state.user


def administrator(request: Request) -> dict:
    user = current_user(request)
    if user["role"] != "admin":
        log.warning("access.denied", extra={"user": user["id"], "path": request.url.path})
        audit.record(request.app.state.database, user["id"], "access.denied", request.url.path)
        raise Problem(403)
    return user


def limited(name: str):
    """A tighter limit of its own for routes that guess or send mail."""

    def check(request: Request) -> None:
        _take(request, request.app.state.buckets(name), request.state.client, name)

    return Depends(check)


User = Annotated[dict, Depends(current_user)]
Administrator = Annotated[dict, Depends(administrator)]
