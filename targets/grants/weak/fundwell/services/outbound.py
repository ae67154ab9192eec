"""Calls to the systems of institutions."""
import hashlib
import hmac
import http.client
import ipaddress
import json
import urllib.error
import urllib.request
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
    address = _address(parts.hostname)
    if address is not None and not address.is_global:
        raise Problem(422, "This address is not reachable from here")
    return parts, port


def sign(secret, payload):
    return hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()


def deliver(hook, event, data):
    payload = json.dumps({"event": event, "data": data}).encode()
    headers = {"Content-Type": "application/json", "X-Fundwell-Signature": sign(hook.secret, payload), "User-Agent": "Fundwell"}
    check_url(hook.url)
    request = urllib.request.Request(hook.url, data=payload, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=current_app.config["OUTBOUND_TIMEOUT"]) as answer:
            return {"status": answer.status, "body": answer.read(2000).decode("utf-8", "replace")}
    except urllib.error.HTTPError as exc:
        return {"status": exc.code, "body": exc.read(2000).decode("utf-8", "replace")}
    except (OSError, ValueError, http.client.HTTPException) as exc:
        return {"status": None, "body": str(exc)}
