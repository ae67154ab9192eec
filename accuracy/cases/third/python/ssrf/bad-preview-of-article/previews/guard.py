from urllib.parse import urlsplit


class Refused(ValueError):
    """The address may not be fetched."""


BLOCKED = {"localhost", "127.0.0.1"}


def checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused("scheme")
    if parts.hostname in BLOCKED:
        raise Refused("host")
    return url
