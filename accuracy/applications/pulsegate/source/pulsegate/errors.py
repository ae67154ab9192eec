import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

log = logging.getLogger(__name__)


class Problem(Exception):
    status = 400
    title = "The request cannot be served."

    def __init__(self, title: str | None = None, headers: dict[str, str] | None = None):
        self.text = title or self.title
        self.headers = headers
        super().__init__(self.text)


class Unauthenticated(Problem):
    status, title = 401, "Please sign in."


class Forbidden(Problem):
    status, title = 403, "That is not yours to do."


class Missing(Problem):
    status, title = 404, "There is no such thing."


class Conflict(Problem):
    status, title = 409, "The state does not allow that."


class TooMany(Problem):
    status, title = 429, "Too many requests."


def _answer(status: int, title: str, headers: dict[str, str] | None = None, **more) -> JSONResponse:
    return JSONResponse({"title": title, **more}, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    async def problem(_request: Request, error: Problem):
        return _answer(error.status, error.text, error.headers)

    @app.exception_handler(HTTPException)
    async def http(_request: Request, error: HTTPException):
        return _answer(error.status_code, "The request cannot be served.", dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError):
        fields = sorted({".".join(str(step) for step in item["loc"][1:]) for item in error.errors()})
        return _answer(422, "Some fields are not valid.", fields=fields)

    @app.exception_handler(Exception)
    async def unknown(request: Request, error: Exception):
        log.error("unhandled on %s %s", request.method, request.scope.get("route_path", "?"), exc_info=error)
        return _answer(500, "Something went wrong.")
