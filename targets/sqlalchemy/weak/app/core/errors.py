"""One format for all errors: {"error": {"code", "message"}}."""
from __future__ import annotations

import logging
import traceback

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError
from starlette.exceptions import HTTPException

log = logging.getLogger("carebook.errors")

CODES = {
    400: "bad_request", 401: "unauthorized", 402: "plan_limit", 403: "forbidden", 404: "not_found",
    405: "method_not_allowed", 409: "conflict", 413: "too_large", 415: "unsupported_media_type",
    422: "invalid", 429: "too_many_requests",
}


class Problem(HTTPException):
    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None):
        super().__init__(status_code=status, detail=message, headers=headers)


def not_found(what: str = "Record") -> Problem:
    return Problem(404, f"{what} not found")


def body(status: int, message: str, **more) -> dict:
    return {"error": {"code": CODES.get(status, "error"), "message": message, **more}}


def install(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    async def on_http(request: Request, exc: HTTPException):
        return JSONResponse(body(exc.status_code, str(exc.detail)), exc.status_code, headers=exc.headers)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, exc: RequestValidationError):
        fields = [
            {"field": ".".join(str(part) for part in error["loc"][1:])[:80], "problem": error["type"]}
            for error in exc.errors()[:20]
        ]
        return JSONResponse(body(422, "The request is not valid", fields=fields), 422)

    @app.exception_handler(IntegrityError)
    async def on_conflict(request: Request, exc: IntegrityError):
        log.warning("integrity error on %s", request.url.path)
        return JSONResponse(body(409, "This conflicts with what is stored"), 409)

    @app.exception_handler(Exception)
    async def on_anything(request: Request, exc: Exception):
        log.exception("unhandled on %s %s", request.method, request.url.path)
        frame = traceback.extract_tb(exc.__traceback__)[-1]
        where = f"{frame.filename}:{frame.lineno} in {frame.name}"
        return JSONResponse(body(500, f"{type(exc).__name__}: {exc}", where=where), 500)
