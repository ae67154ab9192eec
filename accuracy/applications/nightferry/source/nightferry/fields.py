import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from tornado.web import HTTPError


def wrong(name: str, reason: str) -> HTTPError:
    return HTTPError(422, reason="Unprocessable", log_message=f"{name} {reason}")


def text(most: int, least: int = 1, pattern: str | None = None):
    def read(name, raw):
        value = (raw or "").strip().replace("\x00", "")
        if not least <= len(value) <= most or (value and pattern and not re.fullmatch(pattern, value)):
            raise wrong(name, "is no good text")
        return value

    return read


def whole(low: int, high: int, default: int | None = None):
    def read(name, raw):
        if not raw and default is not None:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", raw or "") or not low <= int(raw) <= high:
            raise wrong(name, "is no good number")
        return int(raw)

    return read


def among(names, default=None):
    def read(name, raw):
        value = raw or default
        if value not in names:
            raise wrong(name, "is no choice")
        return value

    return read


def moment(name, raw):
    try:
        value = datetime.fromisoformat(raw or "")
    except ValueError as problem:
        raise wrong(name, "is no time") from problem
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def email(name, raw):
    return text(190, 3, r"[^\s@]{1,64}@[^\s@]{1,120}")(name, raw).lower()


PAGE = {"page": whole(1, 1000, 1), "size": whole(5, 100, 25)}


def own_path(value: str | None) -> str:
    """A path of this site, or the front page."""
    if not value or value.startswith("//") or not re.fullmatch(r"/[\w\-./?=&%]*", value):
        return "/"
    parts = urlsplit(value)
    return value if not parts.scheme and not parts.netloc else "/"
