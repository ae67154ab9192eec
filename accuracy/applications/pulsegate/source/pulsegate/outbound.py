"""Calls to hosts that users name. The address that was judged is the address that is dialled."""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass

import httpx

from .errors import Problem

_PORTS = {"http": 80, "https": 443}
_MOST = 32 * 1024
_LIMITS = httpx.Limits(max_connections=50, max_keepalive_connections=0)


class Refused(Problem):
    status, title = 422, "That address cannot be called."


class Failed(Exception):
    pass


@dataclass(frozen=True)
class Dial:
    url: httpx.URL
    host: str


def public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast


async def judge(raw: str) -> Dial:
    try:
        url = httpx.URL(raw)
    except httpx.InvalidURL:
        raise Refused from None
    if url.scheme not in _PORTS or url.userinfo or not url.host or url.port not in (None, _PORTS[url.scheme]):
        raise Refused
    try:
        async with asyncio.timeout(3):
            found = await asyncio.get_running_loop().getaddrinfo(url.host, _PORTS[url.scheme], type=socket.SOCK_STREAM)
    except (OSError, TimeoutError, UnicodeError):
        raise Refused from None
    addresses = [entry[4][0] for entry in found]
    if not addresses or not all(public(address) for address in addresses):
        raise Refused
    return Dial(url.copy_with(host=addresses[0]), url.host)


class Caller:
    def __init__(self):
        self._client = httpx.AsyncClient(timeout=httpx.Timeout(8, connect=3), limits=_LIMITS, trust_env=False, follow_redirects=False)

    async def call(self, method: str, raw: str, *, content: bytes | None = None, headers: dict[str, str] | None = None) -> int:
        dial = await judge(raw)
        request = self._client.build_request(
            method, dial.url, content=content, headers={**(headers or {}), "Host": dial.host}, extensions={"sni_hostname": dial.host}
        )
        try:
            async with asyncio.timeout(15):
                response = await self._client.send(request, stream=True)
                try:
                    read = 0
                    async for chunk in response.aiter_raw():
                        read += len(chunk)
                        if read > _MOST:
                            break
                finally:
                    await response.aclose()
        except (httpx.HTTPError, TimeoutError) as error:
            raise Failed(type(error).__name__) from error
        return response.status_code

    async def close(self) -> None:
        await self._client.aclose()
