from __future__ import annotations

from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app import __version__
from app.core import errors, logs
from app.core.config import settings
from app.core.middleware import BodyLimit, GeneralLimit, RequestLog, SecurityHeaders
from app.db.base import engine
from app.db.seed import prepare
from app.routers import appointments, auth, billing, documents, integrations, me, pages, patients, practices, reports


@asynccontextmanager
async def lifespan(app: FastAPI):
    await prepare()
    yield
    await engine.dispose()


def create_app() -> FastAPI:
    logs.setup()
    shown = settings.environment == "development"
    app = FastAPI(
        title="Carebook", version=__version__, lifespan=lifespan,
        openapi_url="/openapi.json" if shown else None, docs_url="/docs" if shown else None, redoc_url=None,
    )
    errors.install(app)
    for module in (auth, me, practices, patients, appointments, documents, billing, reports, integrations, pages):
        app.include_router(module.router)

    # the last one added sees a request first
    app.add_middleware(GeneralLimit)
    app.add_middleware(
        CORSMiddleware,
        allow_origin_regex=r"https://([a-z0-9-]+\.)?carebook\.health",
        allow_credentials=True,
        allow_methods=["GET", "POST", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
        max_age=600,
    )
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestLog)
    app.add_middleware(BodyLimit, limit=settings.max_body)
    return app
