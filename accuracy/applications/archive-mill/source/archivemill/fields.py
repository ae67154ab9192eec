"""Reading forms and queries: what is not asked for is not read."""
import re
from dataclasses import dataclass
from urllib.parse import urlsplit


class Invalid(Exception):
    def __init__(self, field: str, reason: str):
        super().__init__(f"{field}: {reason}")


@dataclass(frozen=True)
class Text:
    most: int
    least: int = 1
    pattern: re.Pattern | None = None

    def read(self, name, raw):
        value = (raw or "").strip().replace("\x00", "")
        if not self.least <= len(value) <= self.most:
            raise Invalid(name, f"{self.least} to {self.most} characters")
        if value and self.pattern and not self.pattern.fullmatch(value):
            raise Invalid(name, "has other characters than allowed")
        return value


@dataclass(frozen=True)
class Whole:
    low: int
    high: int
    default: int | None = None
    required: bool = False

    def read(self, name, raw):
        if not raw:
            if self.required:
                raise Invalid(name, "is missing")
            return self.default
        if not re.fullmatch(r"[0-9]{1,9}", raw) or not self.low <= int(raw) <= self.high:
            raise Invalid(name, f"{self.low} to {self.high}")
        return int(raw)


@dataclass(frozen=True)
class Choice:
    names: tuple[str, ...]
    default: str | None = None

    def read(self, name, raw):
        value = raw or self.default
        if value not in self.names:
            raise Invalid(name, "is no choice")
        return value


def read(source, **fields):
    return {name: field.read(name, source.get(name)) for name, field in fields.items()}


EMAIL = Text(190, 3, re.compile(r"[^\s@]{1,64}@[^\s@]{1,120}"))
PAGE = {"page": Whole(1, 2000, 1), "size": Whole(5, 100, 25)}


def own_path(value: str | None) -> str:
    """A path of this site, or the front page."""
    if not value or not re.fullmatch(r"/[\w\-./?=&%]*", value) or value.startswith("//"):
        return "/"
    parts = urlsplit(value)
    return value if not parts.scheme and not parts.netloc else "/"
