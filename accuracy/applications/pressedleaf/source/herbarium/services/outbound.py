"""Calls to addresses that other people chose. The name is resolved once, judged, and that very address is dialled."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import urllib3

_TIMEOUT = urllib3.Timeout(connect=3, read=5)
_MOST = 64 * 1024


class Unreachable(Exception):
    pass


@dataclass(frozen=True)
class Target:
    host: str
    address: str
    path: str


def check_address(url: str) -> Target:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unreachable("The address is malformed.") from None
    if parts.scheme != "https" or not parts.hostname or port not in (None, 443) or parts.username or parts.password:
        raise Unreachable("Only plain https addresses are called.")
    try:
        found = socket.getaddrinfo(parts.hostname, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("The name is not known.") from None
    addresses = {ipaddress.ip_address(entry[4][0].split("%", 1)[0]) for entry in found}
    addresses = {getattr(address, "ipv4_mapped", None) or address for address in addresses}
    if not addresses or not all(address.is_global and not address.is_multicast for address in addresses):
        raise Unreachable("That host is not on the public network.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.hostname, str(sorted(addresses, key=int)[0]), path)


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    target = check_address(url)
    with urllib3.HTTPSConnectionPool(
        target.address, 443, server_hostname=target.host, assert_hostname=target.host, cert_reqs="CERT_REQUIRED", timeout=_TIMEOUT, maxsize=1
    ) as pool:
        try:
            response = pool.request(
                "POST", target.path, body=body, headers={**headers, "Host": target.host}, redirect=False, retries=False, preload_content=False
            )
        except urllib3.exceptions.HTTPError as error:
            raise Unreachable("The call failed.") from error
        try:
            response.read(_MOST)
            return response.status
        finally:
            response.close()
