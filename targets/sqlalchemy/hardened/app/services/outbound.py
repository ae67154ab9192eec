"""Calls to addresses that practices configured."""
from __future__ import annotations

import asyncio
import ipaddress
import json
import logging
import socket
from urllib.parse import urlsplit

import httpx

from app.core.errors import Problem
from app.core.security import signature

log = logging.getLogger("carebook.webhooks")
TIMEOUT = httpx.Timeout(5.0, connect=3.0)

def parse_target(url: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Problem(422, "This address cannot be used") from None
    if parts.scheme != "https" or not host or parts.username or port not in (None, 443, 8443):
        raise Problem(422, "Webhooks need an https address on port 443 or 8443")
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        literal = None
    if literal is not None or "." not in host or host.endswith((".local", ".internal", ".localhost")):
        raise Problem(422, "This address cannot be used")
    return url, host, port or 443


async def _resolve(host: str, port: int) -> str:
    infos = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = {info[4][0].split("%")[0] for info in infos}
    if not addresses or any(not ipaddress.ip_address(a).is_global or ipaddress.ip_address(a).is_multicast for a in addresses):
        raise ValueError("address is not public")
    return sorted(addresses)[0]


async def deliver(url: str, secret: str, event: str, payload: dict) -> bool:
    """Connects to the address that was checked; answers are not kept."""
    body = json.dumps({"event": event, "data": payload}).encode()
    _, host, port = parse_target(url)
    try:
        address = await asyncio.wait_for(_resolve(host, port), 3)
        pinned = httpx.URL(url).copy_with(host=address)
        headers = {"Host": host, "Content-Type": "application/json", "X-Carebook-Signature": signature(body, secret)}
        async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client:
            answer = await client.post(pinned, content=body, headers=headers, extensions={"sni_hostname": host})
        return answer.is_success
    except (OSError, ValueError, httpx.HTTPError, asyncio.TimeoutError) as error:
        log.info("webhook not delivered", extra={"fields": {"host": host, "reason": type(error).__name__}})
        return False


async def deliver_quietly(hooks: list[tuple[str, str]], event: str, payload: dict) -> None:
    for url, secret in hooks:
        try:
            await deliver(url, secret, event, payload)
        except (httpx.HTTPError, OSError, ValueError, Problem) as error:
            log.info("webhook failed", extra={"fields": {"reason": type(error).__name__}})
