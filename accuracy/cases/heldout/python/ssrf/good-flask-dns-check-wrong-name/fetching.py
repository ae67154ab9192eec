import ipaddress
import socket
from urllib.parse import urlsplit

import requests


def public_address(host):
    address = ipaddress.ip_address(socket.gethostbyname(host))
    if not address.is_global:
        raise PermissionError(host)
    return str(address)


def fetch_icon(url, own="https://portal.example.org"):
    parts = urlsplit(url)
    address = public_address(parts.hostname)
    return requests.get(f"http://{address}/favicon.ico", headers={"Host": parts.hostname, "Referer": own}, timeout=4, allow_redirects=False).content
