"""Addresses of customers are called by the number that was checked, never by a second look at the name."""

import ipaddress
import socket
from urllib.parse import urlsplit

import urllib3

TIMEOUT = urllib3.Timeout(connect=3, read=6)


class NotDialled(Exception):
    pass


def _numbers(host: str) -> list[str]:
    try:
        return [entry[4][0].split("%", 1)[0] for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise NotDialled("unknown host") from None


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number)
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_global and not address.is_multicast


def number_of(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotDialled("malformed") from None
    if parts.scheme != "https" or not parts.hostname or port not in (None, 443) or "@" in parts.netloc:
        raise NotDialled("https at the usual port only")
    numbers = _numbers(parts.hostname)
    if not numbers or not all(map(_is_public, numbers)):
        raise NotDialled("not on the public network")
    return parts.hostname, numbers[0], (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    host, number, path = number_of(url)
    pool = urllib3.HTTPSConnectionPool(number, 443, server_hostname=host, assert_hostname=host, cert_reqs="CERT_REQUIRED", timeout=TIMEOUT, maxsize=1)
    try:
        answer = pool.request("POST", path, body=body, headers={**headers, "Host": host}, redirect=False, retries=False, preload_content=False)
        answer.read(16 * 1024)
        answer.close()
        return answer.status
    except urllib3.exceptions.HTTPError as error:
        raise NotDialled(type(error).__name__) from error
    finally:
        pool.close()
