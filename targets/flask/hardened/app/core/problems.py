"""Failures in the form of RFC 9457; what is unexpected is logged and answered without its cause."""

import logging

from flask import g, jsonify
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

log = logging.getLogger("clinic")
TITLES = {400: "The request is not valid", 401: "Authentication is required", 403: "Not allowed", 404: "Not found", 405: "Method not allowed",
          409: "Conflict", 413: "The request is too large", 415: "Send application/json", 422: "The request is not valid", 429: "Too many requests"}


class Problem(Exception):
    def __init__(self, status: int, title: str | None = None, headers: dict | None = None, errors: list | None = None):
        super().__init__(title)
        self.status = status
        self.title = title or TITLES.get(status, "Refused")
        self.headers = headers or {}
        self.errors = errors


def unauthorized() -> Problem:
    return Problem(401, headers={"WWW-Authenticate": "Bearer"})


def too_many(seconds: float) -> Problem:
    return Problem(429, headers={"Retry-After": str(max(1, int(seconds + 0.999)))})


def register_problems(app) -> None:
    @app.errorhandler(Problem)
    def expected(problem):
        return _answer(problem.status, problem.title, problem.headers, problem.errors)

    @app.errorhandler(ValidationError)
    def invalid(error):
        errors = [{"field": ".".join(str(part)[:40] for part in item["loc"]), "problem": item["type"]} for item in error.errors()[:20]]
        return _answer(400, TITLES[400], {}, errors)

    @app.errorhandler(HTTPException)
    def refused(error):
        status = error.code or 500
        headers = {"Allow": ", ".join(sorted(error.valid_methods))} if status == 405 and getattr(error, "valid_methods", None) else {}
        return _answer(status, TITLES.get(status, "Refused"), headers, None)

    @app.errorhandler(Exception)
    def unexpected(error):
        log.error("request.failed", exc_info=error)
        return _answer(500, "Something went wrong", {}, None)


def _answer(status, title, headers, errors):
    body = {"type": "about:blank", "title": title, "status": status, "requestId": g.get("request_id")}
    if errors:
        body["errors"] = errors
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    response.headers.update(headers)
    return response
