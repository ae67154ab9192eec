import logging
import time
import traceback
import uuid

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError
from starlette.middleware.cors import CORSMiddleware

from app.core.config import settings

logger = logging.getLogger("lectern.http")


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
            return JSONResponse(
                {
                    "detail": f"{type(error).__name__}: {error}",
                    "trace": traceback.format_exc().splitlines()[-12:],
                },
                status_code=500,
            )

    @app.middleware("http")
    async def access_log(request: Request, call_next):
        started = time.perf_counter()
        request_id = uuid.uuid4().hex[:12]
        response = await call_next(request)
        response.headers["X-Request-Id"] = request_id
        if request.url.path.startswith(settings.API_V1_STR):
            response.headers.setdefault("Cache-Control", "no-store")
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
        allow_origin_regex=r"https?://.*",
        allow_credentials=True,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
    )
