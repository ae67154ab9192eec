import json
import logging
import time
import uuid
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpResponse

request_id = ContextVar("request_id", default="-")
logger = logging.getLogger("desk.request")


class JsonFormatter(logging.Formatter):
    def format(self, record):
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_id.get(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line)


def client_address(request):
    hops = settings.TRUSTED_PROXY_HOPS
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops]
    return request.META["REMOTE_ADDR"]


class RequestContextMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request_id.set(uuid.uuid4().hex)
        request.client_address = client_address(request)
        started = time.monotonic()
        try:
            if int(request.META.get("CONTENT_LENGTH") or 0) > settings.REQUEST_MAX_BYTES:
                response = HttpResponse("Request too large", status=413, content_type="text/plain")
            else:
                response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
            route = request.resolver_match.route if request.resolver_match else "unmatched"
            logger.info("%s %s %d %.0fms", request.method, route, response.status_code, (time.monotonic() - started) * 1000)
            return response
        finally:
            request_id.reset(token)


class ContentPolicyMiddleware:
    POLICY = (
        "default-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:"
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.POLICY)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
