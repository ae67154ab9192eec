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
    public_address(urlsplit(own).hostname)
    return requests.get(f"http://{parts.hostname}/favicon.ico", headers={"Referer": own}, timeout=4, allow_redirects=False).content
