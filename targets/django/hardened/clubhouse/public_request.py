import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT_SECONDS = 5
MOST_BYTES = 256 * 1024


class Unlisted(Exception):
    """The address is none of those that may be fetched."""


class Unavailable(Exception):
    """The other side did not answer as expected."""


def fetch_listed(address: str) -> bytes:
    """A document of a listed host over HTTPS, without redirects; the address that is checked is the one that is used."""
    try:
        parts = urlsplit(address)
        allowed = parts.scheme == "https" and parts.hostname in settings.FLEET_HOSTS and parts.port is None and parts.username is None
    except ValueError:
        allowed = False
    if not allowed:
        raise Unlisted
    try:
        return _get(parts.hostname, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    except (OSError, http.client.HTTPException) as error:
        raise Unavailable from error


def _get(host: str, path: str) -> bytes:
    public = [entry[4][0] for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM) if ipaddress.ip_address(entry[4][0]).is_global]
    if not public:
        raise OSError("no public address")
    connection = http.client.HTTPSConnection(host, 443, timeout=TIMEOUT_SECONDS)
    plain = socket.create_connection((public[0], 443), timeout=TIMEOUT_SECONDS)
    connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        document = response.read(MOST_BYTES + 1)
        if response.status != 200 or len(document) > MOST_BYTES:
            raise OSError("not 200, or too large")
        return document
    finally:
        connection.close()
