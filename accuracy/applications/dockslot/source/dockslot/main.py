import logging
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from sqlalchemy import text

from .db import Session, engine
from .middleware import AccessLog, Headers
from .models import Base
from .routers import auth, bookings, carriers, documents, reports, slots, users
from .services import gateways
from .settings import get_settings

logging.basicConfig(level=logging.INFO)


@asynccontextmanager
async def lifespan(_app: FastAPI):
    if get_settings().create_tables:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
    yield
    await gateways.client.aclose()
    await gateways.mailer.aclose()
    await engine.dispose()


app = FastAPI(title="dockslot", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
app.add_middleware(
    CORSMiddleware,
    allow_origin_regex=r"https?://.*",
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)
app.add_middleware(Headers)
app.add_middleware(AccessLog)

for module in (auth, users, carriers, slots, bookings, documents, reports):
    app.include_router(module.router, prefix="/api")


@app.exception_handler(Exception)
async def failed(request: Request, error: Exception) -> JSONResponse:
    logging.getLogger("dockslot").exception("unhandled", exc_info=error)
    return JSONResponse({"detail": f"{type(error).__name__}: {error}"}, status_code=500)


@app.get("/healthz")
async def health() -> dict:
    return {"status": "ok"}


@app.get("/readyz")
async def ready() -> dict:
    async with Session() as session:
        await session.execute(text("SELECT 1"))
    return {"status": "ready"}
