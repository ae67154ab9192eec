from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import PlainTextResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from . import problems
from .db import engine, sessions
from .edge import Edge
from .outgoing import inner, outer
from .routers import inbound, incidents, monitors, oauth, team
from .settings import settings


@asynccontextmanager
async def lifespan(_app: FastAPI):
    yield
    await outer.aclose()
    await inner.aclose()
    await engine.dispose()


local = settings().environment == "local"
app = FastAPI(title="signalyard", lifespan=lifespan, docs_url="/docs" if local else None, redoc_url=None, openapi_url="/openapi.json" if local else None)
problems.install(app)
app.add_middleware(
    CORSMiddleware, allow_origins=list(settings().web_origins), allow_credentials=False,
    allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"], allow_headers=["authorization", "content-type"], max_age=600,
)
app.add_middleware(Edge)
for part in (oauth, monitors, incidents, team, inbound):
    app.include_router(part.router)


@app.get("/health/live", include_in_schema=False)
async def live() -> PlainTextResponse:
    return PlainTextResponse("ok")


@app.get("/health/ready", include_in_schema=False)
async def ready() -> PlainTextResponse:
    try:
        async with sessions() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        return PlainTextResponse("not ready", 503)
    return PlainTextResponse("ready")
