from __future__ import annotations

from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app import __version__
from app.core import errors, logs
from app.core.config import settings
from app.core.middleware import BodyLimit, GeneralLimit, NoStore, RequestLog
from app.db.base import engine
from app.db.seed import prepare
from app.routers import appointments, auth, billing, documents, integrations, kiosk, me, pages, patients, practices, reports


@asynccontextmanager
async def lifespan(app: FastAPI):
    await prepare()
    yield
    await engine.dispose()


def create_app() -> FastAPI:
    logs.setup()
    app = FastAPI(title="Carebook", version=__version__, lifespan=lifespan)
    errors.install(app)
    for module in (auth, me, practices, patients, appointments, documents, billing, reports, integrations, pages):
        app.include_router(module.router)
    app.include_router(kiosk.router)

    # the last one added sees a request first
    app.add_middleware(GeneralLimit)
    app.add_middleware(
        CORSMiddleware,
        allow_origin_regex=r"https://([a-z0-9-]+\.)*carebook\.health.*",
        allow_credentials=True,
        allow_methods=["GET", "POST", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
        max_age=600,
    )
    app.add_middleware(NoStore)
    app.add_middleware(RequestLog)
    app.add_middleware(BodyLimit, limit=settings.max_body)
    return app
