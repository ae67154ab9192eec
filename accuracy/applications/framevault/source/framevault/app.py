"""Served by: uvicorn --factory framevault.app:create_app --timeout-graceful-shutdown 20"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import asyncpg
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from . import handlers, web
from .settings import get_settings
from .store import Store

logger = logging.getLogger("framevault")


async def sweep_forever(store: Store) -> None:
    while True:
        await asyncio.sleep(600)
        try:
            await store.sweep()
        except Exception:
            logger.exception("sweep failed")


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    settings = get_settings()
    pool = await asyncpg.create_pool(
        settings.database_dsn.get_secret_value(),
        min_size=2,
        max_size=15,
        command_timeout=10,
        timeout=5,
        server_settings={"application_name": "framevault", "statement_timeout": "10000"},
    )
    app.state.store = Store(pool)
    sweeper = asyncio.create_task(sweep_forever(app.state.store))
    try:
        yield
    finally:
        sweeper.cancel()
        await asyncio.gather(sweeper, return_exceptions=True)
        await pool.close()


def create_app() -> Starlette:
    settings = get_settings()
    output = logging.StreamHandler()
    output.setFormatter(web.JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[output], force=True)
    # The access log would hold signatures and share tokens; Context writes its own.
    logging.getLogger("uvicorn.access").disabled = True
    return Starlette(
        lifespan=lifespan,
        middleware=[
            Middleware(web.Context),
            Middleware(TrustedHostMiddleware, allowed_hosts=[urlsplit(settings.origin).hostname]),
        ],
        exception_handlers={HTTPException: web.on_http_error, Exception: web.on_error},
        routes=[
            Route("/healthz", handlers.healthz),
            Route("/session", handlers.login, methods=["POST"]),
            Route("/session", handlers.logout, methods=["DELETE"]),
            Route("/password", handlers.change_password, methods=["PUT"]),
            Route("/albums", handlers.list_albums),
            Route("/albums", handlers.add_album, methods=["POST"]),
            Route("/albums/{album:uuid}/photos", handlers.list_photos),
            Route("/albums/{album:uuid}/photos", handlers.add_photo, methods=["POST"]),
            Route("/albums/{album:uuid}/import", handlers.import_archive, methods=["POST"]),
            Route("/albums/{album:uuid}/photos/{photo:uuid}", handlers.remove_photo, methods=["DELETE"]),
            Route("/albums/{album:uuid}/shares", handlers.share_album, methods=["POST"]),
            Route("/shared/{token}", handlers.shared_album),
            Route("/media/{photo:uuid}/{variant}", handlers.serve_media),
        ],
    )
