from urllib.parse import urlsplit

import requests


class Refused(ValueError):
    pass


def public_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise Refused("only https")
    return url


def deliver(url: str, payload: dict) -> int:
    response = requests.post(public_address(url), json=payload, timeout=(3, 10), allow_redirects=False)
    return response.status_code
