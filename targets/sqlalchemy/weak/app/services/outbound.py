"""Calls to addresses that practices configured."""
from __future__ import annotations

import ipaddress
import json
import logging
from urllib.parse import urlsplit

import httpx

from app.core.errors import Problem
from app.core.security import signature

log = logging.getLogger("carebook.webhooks")
TIMEOUT = httpx.Timeout(5.0, connect=3.0)

def check_target(url: str) -> str:
    host = urlsplit(url).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    if not host or (address is not None and not address.is_global):
        raise Problem(422, "This address cannot be used")
    return url


async def deliver(url: str, secret: str, event: str, payload: dict) -> tuple[int, str]:
    body = json.dumps({"event": event, "data": payload}).encode()
    headers = {"Content-Type": "application/json", "X-Carebook-Signature": signature(body, secret)}
    async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=True) as client:
        answer = await client.post(check_target(url), content=body, headers=headers)
    return answer.status_code, answer.text[:500]


async def deliver_quietly(hooks: list[tuple[str, str]], event: str, payload: dict) -> None:
    for url, secret in hooks:
        try:
            await deliver(url, secret, event, payload)
        except (httpx.HTTPError, OSError, ValueError, Problem) as error:
            log.info("webhook failed", extra={"fields": {"reason": type(error).__name__}})
