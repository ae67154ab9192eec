import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError
from starlette.exceptions import HTTPException

log = logging.getLogger("signalyard")


class Problem(HTTPException):
    pass


def missing() -> Problem:
    return Problem(404, "not found")


def forbidden() -> Problem:
    return Problem(403, "not allowed")


def too_many(seconds: int) -> Problem:
    return Problem(429, "too many tries", headers={"Retry-After": str(seconds)})


def install(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException):
        return JSONResponse({"title": error.detail}, error.status_code, headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError):
        fields = [{"at": ".".join(str(p) for p in e["loc"]), "reason": e["type"]} for e in error.errors()[:10]]
        return JSONResponse({"title": "invalid", "fields": fields}, 422)

    @app.exception_handler(IntegrityError)
    async def _conflict(_request: Request, _error: IntegrityError):
        return JSONResponse({"title": "conflicts with what is there"}, 409)

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, error: Exception):
        log.error("request %s failed", request.scope.get("yard_id"), exc_info=error)
        return JSONResponse({"title": "something went wrong", "id": request.scope.get("yard_id")}, 500)
