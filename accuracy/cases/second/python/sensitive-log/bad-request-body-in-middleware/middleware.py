import logging
import time

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request

logger = logging.getLogger("access")


class AccessLog(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        started = time.perf_counter()
        body = await request.body()
        response = await call_next(request)
        took = (time.perf_counter() - started) * 1000
        logger.info("%s %s %.1f ms %s", request.method, request.url.path, took, body.decode("utf-8", "replace"))
        return response
