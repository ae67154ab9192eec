"""Served by: uvicorn --factory app.main:create_app --ws-max-size 4096 --timeout-graceful-shutdown 15"""

import logging
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from redis.asyncio import Redis
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from .database import connect, ensure_indexes
from .middleware import BodyLimit, JsonFormatter, RequestContext
from .routers import auth, live, stations
from .settings import get_settings

logger = logging.getLogger("tidewatch")


def configure_logging() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


@asynccontextmanager
async def lifespan(app: FastAPI):
    settings = get_settings()
    client = connect(settings)
    app.state.db = client[settings.mongo_database]
    app.state.redis = Redis.from_url(
        str(settings.redis_url), decode_responses=True, socket_connect_timeout=5, health_check_interval=30
    )
    await ensure_indexes(app.state.db)
    yield
    await app.state.redis.aclose()
    client.close()


def create_app() -> FastAPI:
    settings = get_settings()
    configure_logging()
    development = settings.environment == "development"
    app = FastAPI(title="Tidewatch", lifespan=lifespan, openapi_url="/openapi.json" if development else None)

    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.origins,
        allow_methods=["GET", "POST", "PUT"],
        allow_headers=["Authorization", "Content-Type"],
        max_age=600,
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=settings.allowed_hosts)
    app.add_middleware(RequestContext)

    for module in (auth, stations, live):
        app.include_router(module.router)

    @app.get("/healthz")
    async def healthz(request: Request) -> dict[str, str]:
        await request.app.state.db.command("ping")
        await request.app.state.redis.ping()
        return {"status": "ok"}

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        problems = [{"where": list(item["loc"]), "message": item["msg"]} for item in error.errors()]
        return JSONResponse({"error": "Invalid input", "problems": problems}, status_code=422)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        logger.error("request failed", exc_info=error)
        return JSONResponse({"error": "Internal error"}, status_code=500)

    return app
