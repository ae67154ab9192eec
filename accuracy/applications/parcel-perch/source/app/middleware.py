import logging
import time

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request

log = logging.getLogger("perch.access")


class AccessLog(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        started = time.perf_counter()
        response = await call_next(request)
        took = (time.perf_counter() - started) * 1000
        log.info("%s %s %s %.1fms %s", request.method, request.url.path, response.status_code, took, dict(request.headers))
        return response
