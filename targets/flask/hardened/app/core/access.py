"""What happens before each route: identity, limits, content type. Routes need an account unless they are listed here."""

import logging
import re
import time
import uuid

from flask import current_app, g, request

from app.core import audit
from app.core.problems import Problem, too_many, unauthorized

log = logging.getLogger("clinic")

PUBLIC = frozenset({
    "accounts.signup", "accounts.signin", "accounts.refresh", "accounts.forgot", "accounts.reset",
    "doctors.listing", "doctors.search", "doctors.detail", "site.search_page", "site.leaflet", "site.partner",
    "health.ready", "health.live", "health.metrics",
})
BEARER = re.compile(r"Bearer ([A-Za-z0-9_.-]{1,4096})")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def register_access(app) -> None:
    app.before_request(_begin)
    app.before_request(_limit)
    app.before_request(_require_account)
    app.before_request(_require_json)
    app.after_request(_finish)


def limit_endpoint(name: str) -> None:
    """A tighter limit per client for the routes that guess or send mail."""
    config = current_app.config["CLINIC"]
    _take(f"{name}:{g.client}", config.auth_per_minute, config.auth_per_minute, name)


def require_admin() -> None:
    if g.account["role"] != "admin":
        log.warning("access.denied", extra={"request_id": g.request_id, "account": g.account["id"], "path": request.path})
        audit.record(g.account["id"], "access.denied", request.path)
        raise Problem(403)


def _begin() -> None:
    g.request_id, g.started = str(uuid.uuid4()), time.perf_counter()
    match = BEARER.fullmatch(request.headers.get("Authorization", ""))
    g.account = current_app.extensions["sessions"].identify(match[1]) if match else None
    g.client = f"account:{g.account['id']}" if g.account else f"address:{request.remote_addr}"


def _limit() -> None:
    config = current_app.config["CLINIC"]
    _take(g.client, config.requests_per_minute, min(config.request_burst, config.requests_per_minute), "default")


def _take(key: str, per_minute: int, burst: int, name: str) -> None:
    decision = current_app.extensions["limiter"].take(key, per_minute, burst)
    g.limit_headers = {
        "RateLimit-Policy": f'"{name}";q={burst};w={-(-burst * 60 // per_minute)}',
        "RateLimit": f'"{name}";r={decision.remaining};t={int((decision.reset_seconds if decision.allowed else decision.wait_seconds) + 0.999)}',
    }
    if not decision.allowed:
        log.warning("rate.limited", extra={"request_id": g.request_id, "address": request.remote_addr, "reason": name})
        raise too_many(decision.wait_seconds)


def _require_account() -> None:
    unrouted = request.endpoint is None and not request.path.startswith("/api/")
    if g.account is None and not unrouted and request.endpoint not in PUBLIC and request.method != "OPTIONS":
        if request.endpoint is None and request.routing_exception is not None and request.routing_exception.code == 405:
            return
        raise unauthorized()


def _require_json() -> None:
    if request.method not in ("POST", "PUT", "PATCH", "DELETE") or not (request.content_length or "Transfer-Encoding" in request.headers):
        return
    wanted = "multipart/form-data" if request.endpoint == "documents.upload" else "application/json"
    if request.mimetype != wanted:
        raise Problem(415, f"Send {wanted}")


def _finish(response):
    response.headers.update(HEADERS)
    response.headers.update(g.get("limit_headers", {}))
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Request-Id"] = g.request_id
    _allow_origin(response)
    ms = round((time.perf_counter() - g.started) * 1000, 1)
    account = g.account["id"] if g.account else None
    log.info("request", extra={"request_id": g.request_id, "method": request.method, "path": request.path, "status": response.status_code, "ms": ms, "account": account})
    return response


def _allow_origin(response) -> None:
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin is not None and origin in current_app.config["CLINIC"].allowed_origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
