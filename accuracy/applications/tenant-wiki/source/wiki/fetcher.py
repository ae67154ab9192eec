import ipaddress
import socket
import time
from urllib.parse import urlsplit

import httpx

MAX_BYTES = 512 * 1024
MAX_SECONDS = 10


class Refused(ValueError):
    pass


def _public_address(host: str) -> str:
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise Refused("The host is unknown.") from error
    for address in found:
        ip = ipaddress.ip_address(address)
        ip = getattr(ip, "ipv4_mapped", None) or ip
        if not ip.is_global or ip.is_multicast:
            raise Refused("The host is not public.")
    return min(found)


def fetch_html(url: str) -> str:
    """Fetches a public page. Connects to the address that was checked, so a second DNS answer changes nothing."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("The address is malformed.") from error
    if parts.scheme != "https" or not parts.hostname or port not in (None, 443) or parts.username:
        raise Refused("Only plain https addresses are taken.")
    address = _public_address(parts.hostname)
    pinned = httpx.URL(url).copy_with(host=address)
    deadline = time.monotonic() + MAX_SECONDS
    timeout = httpx.Timeout(5.0, connect=3.0)
    try:
        with httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client, client.stream(
            "GET", pinned, headers={"Host": parts.hostname}, extensions={"sni_hostname": parts.hostname}
        ) as response:
            if response.status_code != 200 or not response.headers.get("content-type", "").startswith("text/html"):
                raise Refused("The address does not answer with a page.")
            body = bytearray()
            for chunk in response.iter_bytes(16_384):
                body += chunk
                if len(body) > MAX_BYTES:
                    raise Refused("The page is too large.")
                if time.monotonic() > deadline:
                    raise Refused("The page takes too long.")
    except httpx.HTTPError as error:
        raise Refused("The page could not be fetched.") from error
    return body.decode("utf-8", "replace")
