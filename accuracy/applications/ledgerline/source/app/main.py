import ssl
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import structlog
from fastapi import Depends, FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.auth import KeySet, TokenVerifier, authenticate, rate_limit
from app.config import Settings, get_settings
from app.logs import configure_logging
from app.repositories import NotFound
from app.routers import invoices, public
from app.services.attachments import AttachmentStore, Rejected
from app.services.invoices import Conflict
from app.services.webhooks import SecretBox

log = structlog.get_logger()


class Envelope:
    """Request id, response headers and the limit of the request body."""

    def __init__(self, app: ASGIApp, max_body: int) -> None:
        self.app = app
        self.max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request_id = uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id, method=scope["method"])

        async def send_wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
                headers.setdefault("Cache-Control", "no-store")
                route = getattr(scope.get("route"), "path", "unmatched")
                log.info("request", route=route, status=message["status"])
            await send(message)

        declared = Headers(scope=scope).get("content-length")
        if declared is None and scope["method"] in {"POST", "PUT", "PATCH"}:
            return await JSONResponse({"detail": "Length required"}, 411)(scope, receive, send_wrapped)
        if declared is not None and (not declared.isdigit() or int(declared) > self.max_body):
            return await JSONResponse({"detail": "Body too large"}, 413)(scope, receive, send_wrapped)
        await self.app(scope, receive, send_wrapped)


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or get_settings()
    configure_logging()
    engine = create_async_engine(
        settings.database_url.get_secret_value(), pool_size=10, max_overflow=5, pool_timeout=5, pool_pre_ping=True,
        connect_args={"timeout": 5, "command_timeout": 15}, hide_parameters=True,
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with httpx.AsyncClient(timeout=5.0, verify=ssl.create_default_context(), trust_env=False) as http:
            app.state.verifier = TokenVerifier(KeySet(http, str(settings.oidc_jwks_uri)), settings)
            yield
        await app.state.redis.aclose()
        await engine.dispose()

    docs = settings.environment == "local"
    app = FastAPI(
        title="Ledgerline", lifespan=lifespan, dependencies=[Depends(authenticate), Depends(rate_limit)],
        docs_url="/docs" if docs else None, redoc_url=None, openapi_url="/openapi.json" if docs else None,
    )
    app.state.settings = settings
    app.state.sessions = async_sessionmaker(engine, expire_on_commit=False)
    app.state.redis = Redis.from_url(
        settings.redis_url.get_secret_value(), socket_timeout=2, socket_connect_timeout=2, health_check_interval=30
    )
    app.state.store = AttachmentStore(settings.attachment_dir, settings.attachment_max_bytes)
    app.state.box = SecretBox(settings)
    app.add_middleware(
        CORSMiddleware, allow_origins=settings.cors_origins, allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key"], max_age=600,
    )
    app.add_middleware(Envelope, max_body=settings.attachment_max_bytes + 64 * 1024)
    app.include_router(public.router)
    app.include_router(invoices.router)

    def answer(status: int, detail: str) -> JSONResponse:
        return JSONResponse({"detail": detail}, status_code=status)

    @app.exception_handler(NotFound)
    async def not_found(_: Request, __: NotFound) -> JSONResponse:
        return answer(404, "Not found")

    @app.exception_handler(Conflict)
    async def conflict(_: Request, error: Conflict) -> JSONResponse:
        return answer(409, str(error))

    @app.exception_handler(Rejected)
    async def rejected(_: Request, error: Rejected) -> JSONResponse:
        return answer(422, str(error))

    @app.exception_handler(Exception)
    async def unexpected(_: Request, error: Exception) -> JSONResponse:
        log.error("unhandled", exc_info=error)
        return answer(500, "Internal error")

    return app
