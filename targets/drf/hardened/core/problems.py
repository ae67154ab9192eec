"""One form of errors, application/problem+json, for the views of the framework and for those outside of it."""

import json
import logging
import math

from django.db import OperationalError
from django.http import HttpResponse
from rest_framework import exceptions
from rest_framework.views import exception_handler, set_rollback

log = logging.getLogger("talent")


class Conflict(exceptions.APIException):
    status_code = 409
    default_detail = "The request conflicts with what is stored"


class Unprocessable(exceptions.APIException):
    status_code = 422
    default_detail = "The request cannot be carried out"


class BadGateway(exceptions.APIException):
    status_code = 502
    default_detail = "The other side could not be reached"


class TryLater(exceptions.Throttled):
    pass


def problem(request, status: int, title: str, headers: dict[str, str] | None = None, errors=None) -> HttpResponse:
    if status == 204:
        return HttpResponse(status=204)
    body = {"type": "about:blank", "title": title, "status": status, "requestId": getattr(request, "id", None)}
    if errors:
        body["errors"] = errors
    return HttpResponse(json.dumps(body), status=status, content_type="application/problem+json", headers=headers or {})


def answer(error, context):
    """The handler of the framework, for exceptions in its views."""
    request = context["request"]._request
    response = exception_handler(error, context)
    if response is None:
        set_rollback()
        busy = isinstance(error, OperationalError) and "locked" in str(error)
        log.error("request.failed", exc_info=error, extra={"request": request.id})
        return problem(request, 503, "Try again soon", {"Retry-After": "2"}) if busy else problem(request, 500, "Something went wrong")
    headers = {name: value for name, value in response.items() if name in ("Allow", "WWW-Authenticate")}
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(max(1, math.ceil(error.wait or 1)))
    if isinstance(error, exceptions.ValidationError):
        return problem(request, 400, "The request is not valid", headers, response.data)
    title = "Not found" if response.status_code == 404 else str(getattr(error, "detail", "Not allowed"))[:200]
    return problem(request, response.status_code, title, headers)


def bad_request(request, exception=None):
    return problem(request, 400, "The request is not valid")


def refused(request, exception=None):
    return problem(request, 403, "Not allowed")


def not_found(request, exception=None):
    return problem(request, 404, "Not found")


def failed(request):
    return problem(request, 500, "Something went wrong")
