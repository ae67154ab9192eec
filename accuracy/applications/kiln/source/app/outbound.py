"""Calls to addresses that members typed in. The address is judged where the socket is opened."""

import asyncio
import hmac
import ipaddress
import json
import socket
import time
from urllib.parse import urlsplit

import httpcore

from .security import sign

GLOBAL_V6 = ipaddress.ip_network("2000::/3")


def is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        return ip.is_global and ip in GLOBAL_V6 and ip.sixtofour is None and ip.teredo is None
    return ip.is_global and not ip.is_multicast


class PublicOnly(httpcore.AnyIOBackend):
    async def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        if port != 443:
            raise httpcore.ConnectError("destination not permitted")
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [entry[4][0] for entry in found]
        if not addresses or not all(map(is_public, addresses)):
            raise httpcore.ConnectError("destination not permitted")
        return await super().connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    async def connect_unix_socket(self, *args, **kwargs):
        raise httpcore.ConnectError("destination not permitted")


def acceptable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and parts.port in (None, 443) and "@" not in parts.netloc
    except ValueError:
        return False


async def deliver(hook_id: str, url: str, event: str, data: dict) -> bool:
    if not acceptable(url):
        return False
    body = json.dumps({"event": event, "data": data})
    at = str(int(time.time()))
    headers = {"Content-Type": "application/json", "X-Kiln-Time": at, "X-Kiln-Signature": signature(hook_id, at, body)}
    try:
        async with asyncio.timeout(8), httpcore.AsyncConnectionPool(network_backend=PublicOnly()) as pool:
            limits = {"connect": 3, "read": 4, "write": 4, "pool": 1}
            async with pool.stream("POST", url, headers=headers, content=body.encode(), extensions={"timeout": limits}) as response:
                return 200 <= response.status < 300
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, TimeoutError, ValueError):
        return False


def hook_secret(hook_id: str) -> str:
    return sign("hook-secret", hook_id)


def signature(hook_id: str, at: str, body: str) -> str:
    return hmac.new(hook_secret(hook_id).encode(), f"{at}.{body}".encode(), "sha256").hexdigest()
