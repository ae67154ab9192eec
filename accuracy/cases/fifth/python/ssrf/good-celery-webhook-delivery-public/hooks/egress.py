import ipaddress
import socket
from urllib.parse import urlsplit, urlunsplit

import requests
from requests_toolbelt.adapters.host_header_ssl import HostHeaderSSLAdapter


class AddressRefused(ValueError):
    pass


def pinned_session(address):
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.port not in (None, 443):
        raise AddressRefused(address)
    try:
        found = {row[4][0] for row in socket.getaddrinfo(parts.hostname, 443, family=socket.AF_INET)}
    except socket.gaierror as error:
        raise AddressRefused(address) from error
    if not all(ipaddress.ip_address(one).is_global for one in found):
        raise AddressRefused(address)
    session = requests.Session()
    session.mount("https://", HostHeaderSSLAdapter())
    session.headers["Host"] = parts.hostname
    return session, urlunsplit(("https", found.pop(), parts.path or "/", parts.query, ""))
