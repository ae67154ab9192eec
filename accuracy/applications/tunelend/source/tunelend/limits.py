import hashlib
from functools import wraps

from flask import Flask, abort, current_app, request
from redis import Redis

# One round trip: count, and start the window with the first call.
COUNT = """
local seen = redis.call('INCR', KEYS[1])
if seen == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return seen
"""


def connect(app: Flask, url: str) -> None:
    client = Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, health_check_interval=30)
    app.extensions["redis"] = client
    app.extensions["count"] = client.register_script(COUNT)


def spend(name: str, who: str, calls: int, seconds: int) -> bool:
    """Whether `who` may do `name` once more in this window."""
    key = f"lend:{name}:{hashlib.sha256(who.encode()).hexdigest()}"
    return int(current_app.extensions["count"](keys=[key], args=[seconds])) <= calls


def limited(name: str, calls: int, seconds: int, field: str | None = None):
    """Bounds a form by address of the caller, and by the value of a field where one is named."""

    def decorate(view):
        @wraps(view)
        def wrapped(*args, **kwargs):
            if request.method == "POST":
                fine = spend(name, request.remote_addr or "", calls * 4, seconds)
                if field is not None:
                    fine = spend(f"{name}:{field}", request.form.get(field, "").strip().lower()[:254], calls, seconds) and fine
                if not fine:
                    abort(429)
            return view(*args, **kwargs)

        return wrapped

    return decorate
