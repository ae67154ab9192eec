"""What every request passes: an id, a limit, a bound of the body, headers, a time."""
import asyncio
import logging
import uuid

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from .throttle import Bucket

log = logging.getLogger("signalyard")
MOST_BYTES = 512 * 1024
SECONDS = 30
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Referrer-Policy": "no-referrer",
}


class TooLong(Exception):
    pass


class Edge:
    def __init__(self, app: ASGIApp):
        self.app = app
        self.bucket = Bucket(rate=5, burst=150)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        scope["yard_id"] = uuid.uuid4().hex
        began = False
        status = 0
        got = 0

        async def counted():
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > MOST_BYTES:
                raise TooLong
            return message

        async def dressed(message):
            nonlocal began, status
            if message["type"] == "http.response.start":
                began, status = True, message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers["X-Request-Id"] = scope["yard_id"]
            await send(message)

        async def refuse(code: int, title: str):
            if not began:
                await JSONResponse({"title": title}, code)(scope, receive, dressed)

        client = scope["client"][0] if scope.get("client") else "unknown"
        if not scope["path"].startswith("/health/") and not self.bucket.take(client):
            return await refuse(429, "too many requests")
        try:
            async with asyncio.timeout(SECONDS):
                await self.app(scope, counted, dressed)
        except TooLong:
            await refuse(413, "the body is too long")
        except TimeoutError:
            await refuse(503, "took too long")
        finally:
            log.info("%s %s %s %s", scope["yard_id"], scope["method"], scope.get("route").path if scope.get("route") else "-", status)
