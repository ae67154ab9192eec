import logging
import traceback
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

from .db import close_pools, open_pools
from .routers import auth, bookings, office, sailings, wallet

log = logging.getLogger("ferryline")


@asynccontextmanager
async def lifespan(_: FastAPI):
    await open_pools()
    yield
    await close_pools()


app = FastAPI(title="Ferryline", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
app.add_middleware(
    CORSMiddleware,
    allow_origin_regex=r"https?://.*",
    allow_credentials=True,
    allow_methods=["GET", "POST", "PATCH", "DELETE"],
    allow_headers=["Authorization", "Content-Type"],
)

app.include_router(auth.router, prefix="/auth", tags=["auth"])
app.include_router(sailings.router, prefix="/sailings", tags=["sailings"])
app.include_router(bookings.router, prefix="/bookings", tags=["bookings"])
app.include_router(wallet.router, prefix="/wallet", tags=["wallet"])
app.include_router(office.router, prefix="/office", tags=["office"])


@app.middleware("http")
async def headers(request: Request, call_next):
    response = await call_next(request)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


@app.exception_handler(Exception)
async def unexpected(request: Request, exc: Exception):
    log.error("unhandled error on %s", request.url.path, exc_info=exc)
    frames = traceback.format_exception(exc)
    return JSONResponse({"detail": "internal error", "trace": frames[-3:]}, status_code=500)
