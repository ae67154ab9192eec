"""Requests that leave: over https, to names of the team's own domains, to public addresses, each with a time."""
import asyncio
import hashlib
import hmac
import ipaddress
import json
import logging
import re
import socket
import time
from urllib.parse import urlsplit

import httpx

from .settings import settings

log = logging.getLogger("signalyard")
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-)){1,6}")
_TIMES = httpx.Timeout(6.0, connect=3.0)


def host_within(url: str, domains: list[str]) -> str | None:
    """The host of an https address within one of the domains."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or port not in (None, 443) or parts.username or parts.password or not _NAME.fullmatch(host):
        return None
    return host if any(host == d or host.endswith("." + d) for d in domains) else None


class PublicOnly(httpx.AsyncHTTPTransport):
    """Resolves the name once, refuses what is not public and dials the address that was looked at."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(entry[4][0]) for entry in found]
        if not addresses or not all(a.is_global and not a.is_multicast for a in addresses):
            raise httpx.ConnectError("address not allowed", request=request)
        request.url = request.url.copy_with(host=str(addresses[0]))
        request.extensions = {**request.extensions, "sni_hostname": host}
        return await super().handle_async_request(request)


_limits = httpx.Limits(max_connections=40, max_keepalive_connections=0)
outer = httpx.AsyncClient(transport=PublicOnly(limits=_limits, retries=0), timeout=_TIMES, follow_redirects=False, trust_env=False)
inner = httpx.AsyncClient(timeout=_TIMES, follow_redirects=False, limits=httpx.Limits(max_connections=10))


async def is_up(url: str, domains: list[str]) -> bool:
    if host_within(url, domains) is None:
        return False
    try:
        async with outer.stream("GET", url, headers={"User-Agent": "signalyard"}) as answer:
            return answer.status_code < 500
    except (httpx.HTTPError, OSError):
        return False


def signature(secret: str, at: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


async def deliver(url: str, secret: str, domains: list[str], event: dict) -> None:
    if host_within(url, domains) is None:
        return
    body = json.dumps(event, separators=(",", ":")).encode()
    for wait in (0, 3):
        await asyncio.sleep(wait)
        at = int(time.time())
        headers = {"Content-Type": "application/json", "Yard-Signature": f"t={at},v1={signature(secret, at, body)}"}
        try:
            async with outer.stream("POST", url, content=body, headers=headers) as answer:
                if answer.status_code < 500:
                    return
        except (httpx.HTTPError, OSError) as error:
            log.warning("hook not reached: %s", type(error).__name__)


async def mail(address: str, template: str, token: str) -> None:
    link = f"{str(settings().public_url).rstrip('/')}/set-password#{token}"
    try:
        answer = await inner.post(
            str(settings().mail_url), json={"to": address, "template": template, "link": link},
            headers={"Authorization": f"Bearer {settings().mail_key.get_secret_value()}"},
        )
        answer.raise_for_status()
    except httpx.HTTPError as error:
        log.error("mail not sent: %s", type(error).__name__)


_digging = asyncio.Semaphore(4)


async def addresses_of(host: str) -> list[str]:
    """What the public resolver says. The host has passed host_within, so it is no option and no file."""
    async with _digging:
        process = await asyncio.create_subprocess_exec(
            "/usr/bin/dig", "+short", "+time=2", "+tries=1", "-t", "A", "-q", host,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, env={},
        )
        try:
            out, _ = await asyncio.wait_for(process.communicate(), 5)
        except TimeoutError:
            process.kill()
            await process.wait()
            return []
    return out[:4000].decode("ascii", "replace").split()[:10]
