import logging
import time
import uuid

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError
from starlette.middleware.cors import CORSMiddleware

from app.core.config import settings
from app.core.limits import SlidingWindow

logger = logging.getLogger("lectern.http")

PAGE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": PAGE_POLICY,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Resource-Policy": "same-site",
}


class BodyLimit:
    """Refuses bodies that are larger than the largest attachment."""

    def __init__(self, app, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = dict(scope["headers"])
        declared = headers.get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self.limit:
            response = JSONResponse({"detail": "The body is too large"}, status_code=413)
            return await response(scope, receive, send)
        seen = 0

        async def counted():
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit:
                return {"type": "http.disconnect"}
            return message

        return await self.app(scope, counted, send)


def install(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        problems = [
            {"loc": [str(p) for p in e["loc"]], "msg": e["msg"], "type": e["type"]}
            for e in error.errors()[:20]
        ]
        return JSONResponse({"detail": problems}, status_code=422)

    @app.exception_handler(OverflowError)
    async def out_of_range(_request: Request, _error: OverflowError) -> JSONResponse:
        return JSONResponse({"detail": "A number is out of range"}, status_code=422)

    @app.exception_handler(IntegrityError)
    async def conflict(_request: Request, _error: IntegrityError) -> JSONResponse:
        return JSONResponse({"detail": "This exists already or changed meanwhile"}, status_code=409)

    @app.middleware("http")
    async def last_resort(request: Request, call_next):
        try:
            return await call_next(request)
        except Exception as error:
            logger.exception("unhandled error at %s %s", request.method, request.url.path)
            del error
            return JSONResponse({"detail": "Internal server error"}, status_code=500)

    general = SlidingWindow(settings.REQUESTS_PER_MINUTE, 60)

    @app.middleware("http")
    async def limited(request: Request, call_next):
        if request.url.path == "/health":
            return await call_next(request)
        left = general.take(request.client.host if request.client else "unknown")
        if left < 0:
            return JSONResponse(
                {"detail": "Too many requests"}, status_code=429, headers={"Retry-After": "60"}
            )
        response = await call_next(request)
        response.headers["X-RateLimit-Limit"] = str(general.allowed)
        response.headers["X-RateLimit-Remaining"] = str(left)
        return response

    @app.middleware("http")
    async def access_log(request: Request, call_next):
        started = time.perf_counter()
        request_id = uuid.uuid4().hex[:12]
        response = await call_next(request)
        response.headers["X-Request-Id"] = request_id
        if request.url.path.startswith(settings.API_V1_STR):
            response.headers.setdefault("Cache-Control", "no-store")
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        logger.info(
            "request id=%s method=%s status=%s ms=%.1f",
            request_id,
            request.method,
            response.status_code,
            (time.perf_counter() - started) * 1000,
        )
        return response

    app.add_middleware(BodyLimit, limit=settings.MAX_BODY_BYTES)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.BACKEND_CORS_ORIGINS,
        allow_credentials=True,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
    )
