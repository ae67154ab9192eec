import logging
import uuid
from contextvars import ContextVar

from django.http import HttpResponse

from .throttle import Fence, network_of

_current: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdFilter(logging.Filter):
    def filter(self, record):
        record.request_id = _current.get()
        return True


def RequestIdMiddleware(get_response):
    def handle(request):
        request.request_id = uuid.uuid4().hex
        _current.set(request.request_id)
        response = get_response(request)
        response["X-Request-ID"] = request.request_id
        return response

    return handle


def ContentPolicyMiddleware(get_response):
    policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    def handle(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return handle


def RateMiddleware(get_response):
    fence = Fence("all", limit=300, seconds=60)

    def handle(request):
        if not request.path.startswith("/health/") and not fence.admits(network_of(request)):
            return HttpResponse("Too many requests.", status=429, content_type="text/plain", headers={"Retry-After": "60"})
        return get_response(request)

    return handle


def PrivateCacheMiddleware(get_response):
    def handle(request):
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return handle
