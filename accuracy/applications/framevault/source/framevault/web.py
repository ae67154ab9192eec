"""What every handler goes through: the session, the origin, the input."""

import functools
import json
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from contextvars import ContextVar

from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import get_settings
from .store import Store

logger = logging.getLogger("framevault.request")
request_id: ContextVar[str] = ContextVar("request_id", default="-")
MAX_JSON = 32 * 1024
Handler = Callable[..., Awaitable[Response]]


async def read_json(request: Request, model: type[BaseModel]) -> BaseModel:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "Send JSON")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_JSON:
            raise HTTPException(413, "The request is too large")
    try:
        return model.model_validate_json(bytes(body))
    except ValidationError as error:
        raise HTTPException(422, error.errors()[0]["msg"]) from None


def endpoint(*, body: type[BaseModel] | None = None, query: type[BaseModel] | None = None,
             login: bool = True, album: str | None = None):
    """Passes `account`, `body` and `query` on; `album` is the role needed in the album of the path."""

    def decorate(handler: Handler) -> Handler:
        @functools.wraps(handler)
        async def wrapped(request: Request) -> Response:
            settings = get_settings()
            store: Store = request.app.state.store
            if request.method not in ("GET", "HEAD") and request.headers.get("origin") != settings.origin:
                raise HTTPException(403, "Unknown origin")
            given: dict = {}
            if login:
                token = request.cookies.get(settings.cookie_name, "")
                account = await store.session_account(token) if token else None
                if account is None:
                    raise HTTPException(401, "Sign in first")
                given["account"] = account
                if album and not await store.may(account, request.path_params["album"], album):
                    raise HTTPException(404, "Not found")
            if query:
                try:
                    given["query"] = query.model_validate(dict(request.query_params))
                except ValidationError as error:
                    raise HTTPException(422, error.errors()[0]["msg"]) from None
            if body:
                given["body"] = await read_json(request, body)
            return await handler(request, store, **given)

        return wrapped

    return decorate


async def on_http_error(request: Request, error: HTTPException) -> Response:
    return JSONResponse({"error": error.detail}, error.status_code, headers=error.headers)


async def on_error(request: Request, error: Exception) -> Response:
    logger.error("request failed", exc_info=error)
    return JSONResponse({"error": "Internal error"}, 500)


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {"level": record.levelname, "message": record.getMessage(), "request": request_id.get()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line)


class Context:
    HEADERS = [
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"strict-transport-security", b"max-age=31536000"),
        (b"content-security-policy", b"default-src 'none'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'"),
    ]

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request_id.set(uuid.uuid4().hex)
        started = time.monotonic()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                if not any(name == b"cache-control" for name, _ in message["headers"]):
                    message["headers"].append((b"cache-control", b"private, no-store"))
                message["headers"].extend([*self.HEADERS, (b"x-request-id", request_id.get().encode())])
                route = getattr(scope.get("endpoint"), "__name__", "unmatched")
                elapsed = (time.monotonic() - started) * 1000
                logger.info("%s %s %d %.0fms", scope["method"], route, message["status"], elapsed)
            await send(message)

        await self.app(scope, receive, send_with_headers)
