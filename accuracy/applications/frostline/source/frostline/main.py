from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from sqlalchemy import text
from starlette.middleware.trustedhost import TrustedHostMiddleware

from . import limits, problems
from .api import accounts, hooks, loggers, reports, shipments, users
from .db import Session, engine
from .middleware import Bounds, Frame, configure_logging
from .settings import settings

configure_logging()


@asynccontextmanager
async def lifespan(_app: FastAPI):
    yield
    await limits.redis.aclose()
    await engine.dispose()


app = FastAPI(title="frostline", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
problems.install(app)

app.add_middleware(Bounds, body_bytes=settings().body_bytes, seconds=settings().request_seconds)
app.add_middleware(
    CORSMiddleware,
    allow_origins=settings().origins,
    allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
    allow_headers=["Authorization", "Content-Type"],
    max_age=600,
)
app.add_middleware(TrustedHostMiddleware, allowed_hosts=settings().hosts)
app.add_middleware(Frame)

for module in (accounts, users, shipments, loggers, hooks, reports):
    app.include_router(module.router, prefix="/v1", dependencies=[limits.throttle("all", 600, 60)])


@app.get("/healthz")
async def alive() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/readyz")
async def ready() -> dict[str, str]:
    async with Session() as session:
        await session.execute(text("SELECT 1"))
    await limits.redis.ping()
    return {"status": "ready"}
