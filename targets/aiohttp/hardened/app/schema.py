"""Checks of bodies and queries. Each check takes a value and answers the clean one or raises Invalid."""

import re
from urllib.parse import urlsplit


class Invalid(Exception):
    pass


class Optional:
    def __init__(self, check, default=None):
        self.check = check
        self.default = default


def printable(value, lines):
    return all(
        (char >= " " or (lines and char in "\n\t")) and char != "\x7f" and not "\ud800" <= char <= "\udfff"
        for char in value
    )


def text(most, least=1, pattern=None, lines=False):
    compiled = re.compile(pattern) if pattern else None

    def check(value):
        if not isinstance(value, str) or not printable(value, lines):
            raise Invalid("must be text")
        value = value.strip()
        if not least <= len(value) <= most:
            raise Invalid(f"must have {least} to {most} characters")
        if compiled and not compiled.fullmatch(value):
            raise Invalid("has an unknown form")
        return value

    return check


def secret(most=128):
    def check(value):
        if not isinstance(value, str) or not 1 <= len(value) <= most or not printable(value, False):
            raise Invalid(f"must be text of at most {most} characters")
        return value

    return check


def email():
    plain = text(254, 5, r"[^@\s]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,24}")
    return lambda value: plain(value).lower()


def website():
    plain = text(200, 0)

    def check(value):
        value = plain(value)
        if value:
            try:
                parts = urlsplit(value)
            except ValueError:
                raise Invalid("must be a web address") from None
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
                raise Invalid("must be a web address")
        return value

    return check


def integer(low, high):
    def check(value):
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise Invalid(f"must be a whole number from {low} to {high}")
        return value

    return check


def digits(low, high):
    def check(value):
        if not re.fullmatch(r"[0-9]{1,12}", value) or not low <= int(value) <= high:
            raise Invalid(f"must be a whole number from {low} to {high}")
        return int(value)

    return check


def choice(*values):
    def check(value):
        if not isinstance(value, str) or value not in values:
            raise Invalid("must be one of " + ", ".join(values))
        return value

    return check


def flag():
    def check(value):
        if not isinstance(value, bool):
            raise Invalid("must be true or false")
        return value

    return check


def array(inner, least, most):
    def check(value):
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise Invalid(f"must be a list of {least} to {most}")
        return [inner(item) for item in value]

    return check


def record(spec):
    def check(value):
        if not isinstance(value, dict):
            raise Invalid("must be an object")
        return clean(spec, value)

    return check


def clean(spec, data):
    """Only declared fields; all that are not optional must be there."""
    unknown = [name for name in data if name not in spec]
    if unknown:
        raise Invalid("unknown field")
    result = {}
    for name, check in spec.items():
        optional = isinstance(check, Optional)
        if name not in data:
            if not optional:
                raise Invalid(f"{name} is missing")
            if check.default is not None:
                result[name] = check.default
            continue
        try:
            result[name] = (check.check if optional else check)(data[name])
        except Invalid as error:
            raise Invalid(f"{name} {error}") from None
    return result


CATEGORIES = ("guitar", "bass", "strings", "wind", "drums", "keys", "effects", "other")
CONDITIONS = ("new", "good", "worn", "faulty")
CENTS = integer(1, 5_000_000)
ROW_ID = integer(1, 10**12)
LISTING = {
    "title": text(120),
    "description": Optional(text(4000, 0, lines=True)),
    "category": Optional(choice(*CATEGORIES)),
    "brand": Optional(text(60, 0)),
    "condition": Optional(choice(*CONDITIONS)),
    "price": CENTS,
    "reserve_price": Optional(integer(0, 5_000_000)),
    "serial_number": Optional(text(40, 0, r"[A-Za-z0-9 .-]*")),
}
LISTING_CHANGES = {
    name: check if isinstance(check, Optional) else Optional(check) for name, check in LISTING.items()
}
