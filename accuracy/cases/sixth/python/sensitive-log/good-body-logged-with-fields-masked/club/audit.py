import json
import logging
from collections.abc import Mapping
from typing import Any

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request

log = logging.getLogger("club.audit")

MASKED = {"password", "new_password", "token"}


def describe(body: Any) -> str:
    if isinstance(body, Mapping):
        shown = {key: "***" if key.lower() in MASKED else value for key, value in body.items()}
        return json.dumps(shown, default=str)
    return type(body).__name__


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
