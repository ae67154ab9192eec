import logging
import time
import uuid

from django.conf import settings
from django.utils.cache import patch_vary_headers

from accounts.sessions import identify

from . import metrics
from .buckets import TokenBucket
from .problems import problem

log = logging.getLogger("talent")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def client_address(request) -> str:
    """The address the nearest trusted proxy saw; without a proxy the one of the connection."""
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.PROXY_COUNT == 0 or len(hops) < settings.PROXY_COUNT:
        return request.META.get("REMOTE_ADDR", "")
    return hops[-settings.PROXY_COUNT]


class ContextMiddleware:
    """An id and headers for every answer, one line of log a request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = time.monotonic()
        request.id = str(uuid.uuid4())
        request.address = client_address(request)
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        response["X-Request-Id"] = request.id
        patch_vary_headers(response, ["Origin"])
        seconds = time.monotonic() - started
        metrics.observe(request.method, response.status_code, seconds)
        log.info("request", extra={"request": request.id, "method": request.method, "path": request.path, "status": response.status_code, "milliseconds": round(seconds * 1000), "address": request.address})
        return response


class CorsMiddleware:
    """Listed origins alone, and no credentials: no cookie is used."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        origin = request.headers.get("Origin", "")
        listed = origin in settings.ALLOWED_ORIGINS
        if listed and request.method == "OPTIONS":
            response = problem(request, 204, "")
            response["Access-Control-Allow-Methods"] = "GET, POST, PATCH, DELETE"
            response["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            response["Access-Control-Max-Age"] = "600"
        else:
            response = self.get_response(request)
        if listed:
            response["Access-Control-Allow-Origin"] = origin
        return response


class LimitMiddleware:
    """Identifies the caller, limits the rate for the account or the address, and refuses large bodies before they are read."""

    TIGHT = {"/api/accounts": "register", "/api/session": "sign-in", "/api/session/refresh": "refresh", "/api/password-resets": "reset", "/api/password-resets/confirm": "reset", "/api/me/password": "password"}

    def __init__(self, get_response):
        self.get_response = get_response
        self.general = TokenBucket(settings.REQUESTS_PER_MINUTE, settings.REQUEST_BURST)
        self.named = {name: TokenBucket(settings.AUTH_PER_MINUTE, settings.AUTH_PER_MINUTE) for name in set(self.TIGHT.values())}

    def __call__(self, request):
        request.identity = identify(request.headers.get("Authorization", ""))
        client = f"account:{request.identity[0].pk}" if request.identity else f"address:{request.address}"
        name, bucket = "default", self.general
        taken = bucket.take(client)
        tight = self.TIGHT.get(request.path) if request.method == "POST" else None
        if taken.allowed and tight is not None:
            name, bucket = tight, self.named[tight]
            taken = bucket.take(client)
        if not taken.allowed:
            log.warning("rate.limited", extra={"request": request.id, "policy": name, "address": request.address})
            response = problem(request, 429, "Too many requests", {"Retry-After": str(max(1, taken.wait_seconds))})
        elif too_large(request):
            response = problem(request, 413, "The request is too large")
        else:
            response = self.get_response(request)
        response["RateLimit-Policy"] = f'"{name}";q={bucket.burst};w={bucket.window_seconds}'
        response["RateLimit"] = f'"{name}";r={taken.remaining};t={taken.wait_seconds if not taken.allowed else taken.reset_seconds}'
        return response


def too_large(request) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = settings.UPLOAD_LIMIT + settings.BODY_LIMIT if request.path == "/api/documents" else settings.BODY_LIMIT
    return not length.isdigit() or int(length) > most
