from urllib.parse import urlsplit

DEFAULT = "/dashboard"


def local_target(raw: str | None) -> str:
    if not raw or not raw.startswith("/"):
        return DEFAULT
    parts = urlsplit(raw)
    if parts.scheme:
        return DEFAULT
    return raw
