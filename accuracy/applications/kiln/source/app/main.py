import logging
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

from .config import settings
from .database import engine, prepare
from .deps import client_address
from .routers import accounts, documents, workspaces
from .security import general_window

log = logging.getLogger("kiln")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; img-src https:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
SMALL_BODY, LARGE_BODY = 512 * 1024, 6 * 1024 * 1024


@asynccontextmanager
async def lifespan(_app: FastAPI):
    await prepare()
    yield
    await engine.dispose()


app = FastAPI(title="Kiln", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)


class BodyLimit:
    """Counts what arrives, whatever Content-Length says."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = dict(scope["headers"])
        multipart = headers.get(b"content-type", b"").startswith(b"multipart/form-data")
        limit, seen = (LARGE_BODY if multipart else SMALL_BODY), 0
        if int(headers.get(b"content-length", b"0")) > limit:
            return await JSONResponse({"error": "Too large"}, 413)(scope, receive, send)

        async def counted():
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(413, "Too large")
            return message

        await self.app(scope, counted, send)


@app.middleware("http")
async def frame(request: Request, call_next):
    if request.url.path != "/health" and not general_window.hit(client_address(request)):
        response = JSONResponse({"error": "Too many requests"}, 429, headers={"Retry-After": "60"})
    else:
        response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.url.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


app.add_middleware(BodyLimit)
if settings.allowed_origins:
    app.add_middleware(
        CORSMiddleware, allow_origins=list(settings.allowed_origins), allow_credentials=False,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"], allow_headers=["Authorization", "Content-Type"],
    )


@app.exception_handler(RequestValidationError)
async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
    # Names of fields only: what was sent (a password, maybe) is not repeated.
    fields = sorted({str(item["loc"][-1]) for item in error.errors()})
    return JSONResponse({"error": "Invalid request", "fields": fields[:20]}, 422)


@app.exception_handler(Exception)
async def unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("unhandled error on %s %s", request.method, request.scope.get("path"), exc_info=error)
    return JSONResponse({"error": "Something went wrong"}, 500, headers=HEADERS)


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


app.include_router(accounts.router)
app.include_router(accounts.admin)
app.include_router(workspaces.router)
app.include_router(documents.router)
