from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from flask import request

Reader = Callable[[str], Any]


class Invalid(Exception):
    def __init__(self, problems: dict[str, str]):
        super().__init__("invalid form")
        self.problems = problems


def text(longest: int, shortest: int = 1) -> Reader:
    def read(raw: str) -> str:
        value = raw.strip()
        if not shortest <= len(value) <= longest or any(ord(c) < 32 and c not in "\r\n\t" for c in value):
            raise ValueError(f"{shortest} to {longest} characters")
        return value

    return read


def line(longest: int) -> Reader:
    plain = text(longest)

    def read(raw: str) -> str:
        value = plain(raw)
        if "\n" in value or "\r" in value:
            raise ValueError("one line only")
        return value

    return read


def secret(raw: str) -> str:
    if not 1 <= len(raw) <= 128:
        raise ValueError("at most 128 characters")
    return raw


def email(raw: str) -> str:
    value = line(254)(raw).lower()
    name, at, host = value.partition("@")
    if not name or not at or "." not in host or "@" in host or " " in value:
        raise ValueError("not an address")
    return value


def choice(*allowed: str) -> Reader:
    def read(raw: str) -> str:
        if raw not in allowed:
            raise ValueError("unknown choice")
        return raw

    return read


def day(earliest: Callable[[], date], latest: Callable[[], date]) -> Reader:
    def read(raw: str) -> date:
        value = date.fromisoformat(raw)
        if not earliest() <= value <= latest():
            raise ValueError("out of range")
        return value

    return read


def form(**fields: Reader):
    """The view gets exactly these fields as `data`; anything else that was sent is dropped."""

    def decorate(view):
        @wraps(view)
        def wrapped(*args, **kwargs):
            data, problems = {}, {}
            for name, read in fields.items():
                try:
                    data[name] = read(request.form.get(name, ""))
                except ValueError:
                    problems[name] = "Please check this field."
            if problems:
                raise Invalid(problems)
            return view(*args, data=data, **kwargs)

        return wrapped

    return decorate
