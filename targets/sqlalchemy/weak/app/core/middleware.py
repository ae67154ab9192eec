from __future__ import annotations

import logging
import secrets
import time

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.config import settings
from app.core.errors import body
from app.core.limits import Window, client_address

log = logging.getLogger("carebook.access")
general = Window(limit=settings.requests_per_minute, seconds=60)


class RequestLog(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        started = time.perf_counter()
        request.state.request_id = secrets.token_hex(6)
        response = await call_next(request)
        response.headers["X-Request-Id"] = request.state.request_id
        log.info(
            "request", extra={"fields": {
                "id": request.state.request_id, "method": request.method, "path": request.url.path,
                "status": response.status_code, "ms": round((time.perf_counter() - started) * 1000),
            }},
        )
        return response


class GeneralLimit(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        key = client_address(request)
        if general.blocked(key):
            response = JSONResponse(body(429, "Too many requests"), 429, headers={"Retry-After": "20"})
        else:
            general.add(key)
            response = await call_next(request)
        response.headers["RateLimit-Limit"] = str(general.limit)
        response.headers["RateLimit-Remaining"] = str(general.remaining(key))
        return response


class NoStore(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        response = await call_next(request)
        if request.url.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class BodyLimit:
    """Refuses bodies over the limit, announced or streamed."""

    def __init__(self, app: ASGIApp, limit: int):
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > self.limit:
            return await JSONResponse(body(413, "The body is too large"), 413)(scope, receive, send)
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit:
                return {"type": "http.disconnect"}
            return message

        await self.app(scope, counted, send)
