import logging
import time
import uuid

from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import render

from . import metrics
from .buckets import TokenBucket

log = logging.getLogger("clubhouse")
MOST_DISCARDED_BYTES = 8 * 1024 * 1024

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
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
        seconds = time.monotonic() - started
        metrics.observe(request.method, response.status_code, seconds)
        # The pattern of the route, since the link of a password reset has its token in the path.
        path = f"/{request.resolver_match.route}" if request.resolver_match else request.path
        log.info("request", extra={"request": request.id, "method": request.method, "path": path, "status": response.status_code, "milliseconds": round(seconds * 1000), "address": request.address})
        return response


class LimitMiddleware:
    """Limits the rate for the account or the address, and refuses large bodies before they are read."""

    TIGHT = {"/account/register/": "register", "/account/login/": "sign-in", "/account/code/": "sign-in", "/account/two-step/": "two-step", "/account/forgot/": "reset", "/account/password/": "password", "/bookings/redeem/": "voucher"}

    def __init__(self, get_response):
        self.get_response = get_response
        self.general = TokenBucket(settings.REQUESTS_PER_MINUTE, settings.REQUEST_BURST)
        self.named = {name: TokenBucket(settings.AUTH_PER_MINUTE, settings.AUTH_PER_MINUTE) for name in self.TIGHT.values()}

    def __call__(self, request):
        client = f"account:{request.user.pk}" if request.user.is_authenticated else f"address:{request.address}"
        name, bucket = "default", self.general
        taken = bucket.take(client)
        tight = self._tight(request)
        if taken.allowed and tight is not None:
            name, bucket = tight, self.named[tight]
            taken = bucket.take(client)
        if not taken.allowed:
            log.warning("rate.limited", extra={"request": request.id, "policy": name, "address": request.address})
            response = render(request, "problem.html", {"text": "Too many requests. Please wait a moment."}, status=429)
            response["Retry-After"] = str(max(1, taken.wait_seconds))
        elif too_large(request):
            discard(request)
            response = render(request, "problem.html", {"text": "That is too large."}, status=413)
        else:
            response = self.get_response(request)
        response["RateLimit-Policy"] = f'"{name}";q={bucket.burst};w={bucket.window_seconds}'
        response["RateLimit"] = f'"{name}";r={taken.remaining};t={taken.reset_seconds if taken.allowed else taken.wait_seconds}'
        return response

    def _tight(self, request):
        if request.method != "POST":
            return None
        return "reset" if request.path.startswith("/account/reset/") else self.TIGHT.get(request.path)


def too_large(request) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = settings.UPLOAD_LIMIT + settings.BODY_LIMIT if request.path == "/documents/" else settings.BODY_LIMIT
    return not length.isdigit() or int(length) > most


def discard(request) -> None:
    """Reads away what is still coming, within bounds: a client that is cut off while it sends never sees the answer."""
    left = MOST_DISCARDED_BYTES
    while left > 0 and (chunk := request.read(min(left, 65_536))):
        left -= len(chunk)


class SessionLifetimeMiddleware:
    """Ends a session that was idle for too long; the store ends each twelve hours after the sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = int(time.time())
            started, seen = request.session.get("started", now), request.session.get("seen", now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif "started" not in request.session or now - seen > 60:
                request.session["started"], request.session["seen"] = started, now
        return self.get_response(request)
