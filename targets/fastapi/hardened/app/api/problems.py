"""Failures in the form of RFC 9457; what is unexpected is logged and answered without its cause."""

import json
import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

log = logging.getLogger("wallet")
TITLES = {400: "The request is not valid", 401: "Authentication is required", 403: "Not allowed", 404: "Not found", 405: "Method not allowed", 413: "The request is too large"}


class Problem(Exception):
    def __init__(self, status: int, title: str | None = None, headers: dict | None = None):
        super().__init__(title)
        self.status = status
        self.title = title or TITLES.get(status, "Refused")
        self.headers = headers or {}


def unauthorized() -> Problem:
    return Problem(401, headers={"WWW-Authenticate": "Bearer"})


def too_many(seconds: float) -> Problem:
    return Problem(429, "Too many requests", {"Retry-After": str(max(1, int(seconds + 0.999)))})


def problem_response(status: int, title: str, headers: dict | None = None, errors: list | None = None) -> Response:
    body = {"type": "about:blank", "title": title, "status": status} | ({"errors": errors} if errors else {})
    return Response(json.dumps(body), status, headers, media_type="application/problem+json")


def register_problems(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    async def expected(_request: Request, problem: Problem):
        return problem_response(problem.status, problem.title, problem.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError):
        errors = [{"field": ".".join(str(part)[:40] for part in item["loc"][1:]), "problem": item["type"]} for item in error.errors()[:20]]
        return problem_response(400, TITLES[400], errors=errors)

    @app.exception_handler(HTTPException)
    async def refused(_request: Request, error: HTTPException):
        return problem_response(error.status_code, TITLES.get(error.status_code, "Refused"), dict(error.headers or {}))
