from urllib.parse import urlsplit

DEFAULT = "/dashboard"


def local_target(raw: str | None) -> str:
    if not raw or not raw.startswith("/"):
        return DEFAULT
    parts = urlsplit(raw.replace("\\", "/"))
    path = "/" + parts.path.lstrip("/")
    return f"{path}?{parts.query}" if parts.query else path
