import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError, TimeoutError as PoolTimeout

log = logging.getLogger("frostline")


class Problem(Exception):
    def __init__(self, status: int, title: str, headers: dict[str, str] | None = None):
        super().__init__(title)
        self.status, self.title, self.headers = status, title, headers


def missing() -> Problem:
    return Problem(404, "not found")


def answer(status: int, title: str, headers: dict[str, str] | None = None, **more) -> JSONResponse:
    return JSONResponse({"title": title, **more}, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    async def known(_request: Request, problem: Problem) -> JSONResponse:
        return answer(problem.status, problem.title, problem.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        fields = [{"at": list(e["loc"]), "problem": e["type"]} for e in error.errors()[:20]]
        return answer(422, "invalid request", fields=fields)

    async def overloaded(_request: Request, error: Exception) -> JSONResponse:
        log.error("a service does not answer", exc_info=error)
        return answer(503, "try again later", {"Retry-After": "5"})

    for kind in (RedisError, OperationalError, PoolTimeout):
        app.add_exception_handler(kind, overloaded)
