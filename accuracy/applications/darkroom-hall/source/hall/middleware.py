import hashlib
import logging
import time
import uuid

from django.conf import settings
from django.contrib.auth import logout
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse

log = logging.getLogger("hall")


class Health:
    """Answers before hosts, sessions and limits are looked at."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path == "/readyz":
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
            except DatabaseError:
                return HttpResponse("not ready", status=503, content_type="text/plain")
            return HttpResponse("ready", content_type="text/plain")
        return self.get_response(request)


class RequestName:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.name = uuid.uuid4().hex
        began = time.monotonic()
        response = self.get_response(request)
        response["X-Request-Id"] = request.name
        view = request.resolver_match.view_name if request.resolver_match else "-"
        log.info("%s %s %s %s %.0fms", request.name, request.method, view, response.status_code, (time.monotonic() - began) * 1000)
        return response


class Headers:
    POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Content-Security-Policy"] = self.POLICY
        response["Cache-Control"] = "private, no-store"
        return response


def counted(kind: str, who: str, most: int, seconds: int) -> bool:
    """True while `who` has tried at most `most` times in the window."""
    key = f"pace:{kind}:{hashlib.sha256(who.encode()).hexdigest()[:40]}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:
        cache.set(key, 1, seconds)
        return True


def peer(request) -> str:
    """The proxy in front writes the last entry."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


class Pace:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not counted("all", peer(request), 300, 60):
            return HttpResponse("Too many requests", status=429, content_type="text/plain", headers={"Retry-After": "60"})
        return self.get_response(request)


class SessionEnds:
    """A session ends ten hours after its login, however busy it was."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            since = request.session.setdefault("since", int(time.time()))
            if time.time() - since > settings.SESSION_LONGEST:
                logout(request)
        return self.get_response(request)
