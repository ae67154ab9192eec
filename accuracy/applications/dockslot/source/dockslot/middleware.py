import logging
import time
import uuid

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request

log = logging.getLogger("dockslot.access")


class AccessLog(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        started = time.monotonic()
        request.state.request_id = uuid.uuid4().hex
        response = await call_next(request)
        log.info(
            "request",
            extra={
                "id": request.state.request_id,
                "path": request.url.path,
                "status": response.status_code,
                "headers": dict(request.headers),
                "ms": round((time.monotonic() - started) * 1000),
            },
        )
        response.headers["X-Request-Id"] = request.state.request_id
        return response


class Headers(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        response = await call_next(request)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        response.headers.setdefault("Cache-Control", "no-store")
        return response
