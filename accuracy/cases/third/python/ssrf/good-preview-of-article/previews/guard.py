import ipaddress
import socket
from urllib.parse import urlsplit


class Refused(ValueError):
    """The address may not be fetched."""


def checked(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.port not in (None, 443):
        raise Refused("scheme")
    found = {info[4][0] for info in socket.getaddrinfo(parts.hostname, 443, type=socket.SOCK_STREAM)}
    if not found or not all(ipaddress.ip_address(address).is_global for address in found):
        raise Refused("host")
    return parts.hostname, sorted(found)[0], (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
