import asyncio
import json
import logging
import time
import uuid

from .problems import answer

access = logging.getLogger("frostline.access")
errors = logging.getLogger("frostline")
HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
    (b"cache-control", b"no-store"),
]


class Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry = {"level": record.levelname, "name": record.name, "message": record.getMessage()}
        entry.update(getattr(record, "facts", {}))
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry)


def configure_logging() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)


class Frame:
    """Number, headers and one line of the log for each request."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        number, started, status = uuid.uuid4().hex, time.monotonic(), 500

        async def framed(message):
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", []), *HEADERS, (b"x-request-id", number.encode())]
            await send(message)

        try:
            await self.app(scope, receive, framed)
        finally:
            route = scope.get("route")
            facts = {
                "id": number,
                "method": scope["method"],
                "route": getattr(route, "path", None),
                "status": status,
                "ms": round((time.monotonic() - started) * 1000),
            }
            access.info("request", extra={"facts": facts})


class Bounds:
    """The longest body and the longest time that a request may take, and the answer when it fails."""

    def __init__(self, app, body_bytes: int, seconds: float):
        self.app, self.body_bytes, self.seconds = app, body_bytes, seconds

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        begun, taken = False, 0
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self.body_bytes:
            return await answer(413, "body is too large")(scope, receive, send)

        async def counted():
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.body_bytes:
                return {"type": "http.disconnect"}
            return message

        async def noticed(message):
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(self.seconds):
                await self.app(scope, counted, noticed)
        except TimeoutError:
            if begun:
                raise
            await answer(503, "took too long")(scope, receive, send)
        except Exception:
            errors.exception("request failed")
            if begun:
                raise
            await answer(500, "internal error")(scope, receive, send)
