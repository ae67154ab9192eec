"""Calls to the systems of institutions."""
import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from urllib.parse import urlsplit

from flask import current_app

from ..errors import Problem


def _address(text):
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def check_url(url):
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Problem(422, "This is no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Problem(422, "This is no address")
    if parts.username or parts.password:
        raise Problem(422, "This is no address")
    return parts, port, _public(parts.hostname, port)


def _public(hostname, port):
    """The first public address of a name; names that also lead inside are refused."""
    try:
        found = [_address(item[4][0].split("%")[0]) for item in socket.getaddrinfo(hostname, port, type=socket.SOCK_STREAM)]
    except (OSError, ValueError):
        raise Problem(422, "This address is not reachable from here") from None
    mapped = [getattr(item, "ipv4_mapped", None) or item for item in found]
    if not mapped or any(item is None or not item.is_global or item.is_multicast for item in mapped):
        raise Problem(422, "This address is not reachable from here")
    return str(mapped[0])


def sign(secret, payload):
    return hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()


def deliver(hook, event, data):
    payload = json.dumps({"event": event, "data": data}).encode()
    headers = {"Content-Type": "application/json", "X-Fundwell-Signature": sign(hook.secret, payload), "User-Agent": "Fundwell"}
    parts, port, address = check_url(hook.url)
    timeout = current_app.config["OUTBOUND_TIMEOUT"]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sock = None
    try:
        sock = socket.create_connection((address, port), timeout=timeout)
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
        connection = http.client.HTTPConnection(parts.hostname, port, timeout=timeout)
        connection.sock = sock
        connection.request("POST", path, body=payload, headers=headers)
        return {"status": connection.getresponse().status}
    except (OSError, http.client.HTTPException, ValueError):
        return {"status": None}
    finally:
        if sock is not None:
            sock.close()
