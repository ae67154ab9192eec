import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from app.api.problems import Problem

TIMEOUT_SECONDS = 5
_context = ssl.create_default_context()


def ping(url: str, allowed_hosts: tuple[str, ...]) -> int:
    """Status of a POST to an allowed partner over HTTPS; the address that was checked is the one connected to."""
    host, path = _checked(url, allowed_hosts)
    connection = _PinnedConnection(host, _public_address(host))
    try:
        connection.request("POST", path, body="{}", headers={"Content-Type": "application/json", "Host": host})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise Problem(502, "The partner could not be reached") from error
    finally:
        connection.close()


def _checked(url, allowed_hosts):
    try:
        parts = urlsplit(url)
        usable = parts.scheme == "https" and parts.hostname in allowed_hosts and parts.port is None and parts.username is None
    except ValueError:
        usable = False
    if not usable or any(ord(character) <= 32 for character in url):
        raise Problem(422, "The address is not one of a known partner")
    return parts.hostname, (parts.path or "/")


def _public_address(host):
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except OSError as error:
        raise Problem(502, "The partner could not be reached") from error
    if not found or not all(ipaddress.ip_address(address).is_global for address in found):
        raise Problem(422, "The address is not one of a known partner")
    return sorted(found)[0]


class _PinnedConnection(http.client.HTTPSConnection):
    def __init__(self, host, address):
        super().__init__(host, 443, timeout=TIMEOUT_SECONDS, context=_context)
        self.address = address

    def connect(self):
        raw = socket.create_connection((self.address, 443), TIMEOUT_SECONDS)
        self.sock = _context.wrap_socket(raw, server_hostname=self.host)
