import json
import logging
from collections.abc import Mapping
from typing import Any

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request

log = logging.getLogger("club.audit")


def describe(body: Any) -> str:
    if isinstance(body, Mapping):
        return json.dumps(dict(sorted(body.items())), default=str)
    return json.dumps(body, default=str)


class AuditMiddleware(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        if request.method in {"POST", "PUT", "PATCH"}:
            content = await request.body()
            try:
                body = json.loads(content)
            except ValueError:
                body = None
            log.info("%s %s", request.url.path, describe(body))
        return await call_next(request)
