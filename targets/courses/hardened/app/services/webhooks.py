import ipaddress
import logging
import socket
from urllib.parse import urlsplit

import httpx

from app.models import Webhook

logger = logging.getLogger("lectern.webhooks")


def _public_address(url: str) -> tuple[str, str] | None:
    """The host name and the address to talk to, or None for anything inside."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError):
        return None
    addresses = [entry[4][0] for entry in found]
    if not addresses or not all(ipaddress.ip_address(a.split("%")[0]).is_global for a in addresses):
        return None
    return parts.hostname, addresses[0]


def deliver(hook: Webhook, payload: dict) -> int | None:
    target = _public_address(hook.url)
    if target is None:
        logger.warning("webhook %s has no public address", hook.id)
        return None
    host, address = target
    try:
        url = httpx.URL(hook.url)
        request_headers = {"X-Lectern-Event": hook.event, "Host": url.netloc.decode()}
        with httpx.Client(timeout=5, follow_redirects=False, trust_env=False) as client:
            response = client.post(
                url.copy_with(host=address),
                json=payload,
                headers=request_headers,
                extensions={"sni_hostname": host},
            )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        logger.warning("webhook %s failed: %s", hook.id, type(error).__name__)
        return None
    return response.status_code
