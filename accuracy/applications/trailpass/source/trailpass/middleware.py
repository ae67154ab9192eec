import json
import logging
import time
import uuid

from django.conf import settings
from django.http import HttpResponse

log = logging.getLogger("trailpass.access")
POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


class Lines(logging.Formatter):
    """One JSON object a line; values cannot begin a line of their own."""

    def format(self, record):
        entry = {"level": record.levelname, "name": record.name, "message": record.getMessage()}
        entry.update(getattr(record, "facts", {}))
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry)


def too_long(request):
    """Bodies say how long they are, and the longest is a report with its picture."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    return "HTTP_TRANSFER_ENCODING" in request.META or not declared.isdecimal() or int(declared) > settings.LONGEST_BODY


class Frame:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.number, started = uuid.uuid4().hex, time.monotonic()
        response = HttpResponse(status=413) if too_long(request) else self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response["X-Request-Id"] = request.number
        route = request.resolver_match.route if request.resolver_match else None
        facts = {
            "id": request.number,
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "ms": round((time.monotonic() - started) * 1000),
        }
        log.info("request", extra={"facts": facts})
        return response
