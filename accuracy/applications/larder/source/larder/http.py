"""Identity of the caller, guards, and reading of what was sent."""

import re
from dataclasses import dataclass
from functools import wraps

from flask import g, jsonify, request

from . import config
from .repositories import Credentials
from .security import Window, mac, same

COOKIE = "larder_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Problem(Exception):
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass(frozen=True)
class Caller:
    id: int
    email: str
    name: str
    role: str
    credential: str
    kind: str
    scope: str


general = Window(600, 60)
login_address = Window(300, 900)
login_account = Window(10, 900)
signup = Window(60, 3600)


def throttle(window: Window, key: str) -> None:
    if not window.hit(key):
        raise Problem(429, "too_many_requests")


def csrf_token(credential: str) -> str:
    return mac(config.CSRF_SECRET, "csrf", credential)


def identify() -> None:
    """A bearer token goes before the cookie; the cookie needs the token of its session for every change."""
    if request.path != "/health":
        throttle(general, request.remote_addr or "-")
    g.caller = None
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    kind = "api" if scheme.lower() == "bearer" else "session"
    token = token.strip() if kind == "api" else request.cookies.get(COOKIE, "")
    row = Credentials.resolve(token, kind) if token else None
    if row is None:
        return
    caller = Caller(row["user_id"], row["email"], row["name"], row["role"], row["credential"], kind, row["scope"])
    if request.method not in SAFE and request.endpoint not in OPEN_ENDPOINTS:
        if kind == "session" and not same(request.headers.get("X-CSRF-Token", ""), csrf_token(caller.credential)):
            raise Problem(403, "csrf_token_invalid")
        if caller.scope == "read":
            raise Problem(403, "token_is_read_only")
    g.caller = caller


# These make or replace a session; they take JSON only, which no foreign page can send here.
OPEN_ENDPOINTS = frozenset({"auth.register", "auth.login", "auth.forgot", "auth.reset"})


def require(role: str | None = None, session_only: bool = False):
    def check() -> None:
        caller = g.caller
        if caller is None:
            raise Problem(401, "unauthenticated")
        if role is not None and caller.role != role:
            raise Problem(403, "forbidden")
        if session_only and caller.kind != "session":
            raise Problem(403, "session_required")

    def decorate(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            check()
            return view(*args, **kwargs)

        return guarded

    decorate.check = check
    return decorate


signed_in = require()


def problem(error: Problem):
    response = jsonify(error=error.code)
    response.status_code = error.status
    if error.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def text(minimum: int = 1, maximum: int = 200, pattern: str | None = None):
    compiled = re.compile(pattern) if pattern else None

    def read(value):
        if not isinstance(value, str) or not minimum <= len(value.strip()) <= maximum or (compiled and not compiled.fullmatch(value.strip())):
            raise ValueError
        value.encode()  # a lone surrogate is a ValueError too
        return value.strip()

    return read


def secret(minimum: int = 1):
    def read(value):
        if not isinstance(value, str) or not minimum <= len(value) <= 200:
            raise ValueError
        value.encode()
        return value

    return read


def whole(minimum: int, maximum: int):
    def read(value):
        if type(value) is not int or not minimum <= value <= maximum:
            raise ValueError
        return value

    return read


def one_of(*options):
    def read(value):
        if not any(type(value) is type(option) and value == option for option in options):
            raise ValueError
        return value

    return read


EMAIL = text(3, 254, r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")


def body(optional: frozenset[str] = frozenset(), **fields) -> dict:
    """The named fields of a JSON object, each read by its reader; nothing else comes through."""
    if not request.is_json:
        raise Problem(415, "json_expected")
    data = request.get_json(silent=True)
    if not isinstance(data, dict) or not data.keys() <= fields.keys():
        raise Problem(400, "invalid_request")
    try:
        return {name: read(data[name]) for name, read in fields.items() if name in data or name not in optional}
    except (KeyError, ValueError):
        raise Problem(400, "invalid_request") from None


def page() -> tuple[int, int]:
    limit = request.args.get("limit", 25, type=int)
    offset = request.args.get("offset", 0, type=int)
    return min(max(limit, 1), 100), min(max(offset, 0), 100_000)
