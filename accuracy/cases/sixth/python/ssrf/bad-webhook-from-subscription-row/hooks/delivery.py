import ipaddress
import socket
from urllib.parse import urlsplit

import httpx


class Undeliverable(Exception):
    pass


def post_event(address: str, payload: dict) -> int:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        raise Undeliverable(address)
    with httpx.Client(timeout=5.0, follow_redirects=False) as client:
        return client.post(address, json=payload).status_code
