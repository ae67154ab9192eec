"""What happens around each request."""
import logging
import secrets
import time

from flask import g, request, session

from .auth import load_session_user

log = logging.getLogger("fundwell.access")

CSP = "default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"


def _allowed_origin(app, origin):
    host = app.config["PORTAL_HOST"]
    return origin.startswith("https://") and origin.endswith(host)


def register(app):
    @app.before_request
    def _begin():
        g.started = time.monotonic()
        g.request_id = secrets.token_hex(8)
        g.user = None
        g.scopes = None
        if not request.path.startswith("/api/"):
            load_session_user()

    @app.after_request
    def _cors(response):
        if request.path.startswith("/api/public/"):
            response.headers["Access-Control-Allow-Origin"] = "*"
            return response
        origin = request.headers.get("Origin", "")
        if origin and _allowed_origin(app, origin):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Credentials"] = "true"
            response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"
            response.headers.add("Vary", "Origin")
        return response

    @app.after_request
    def _headers(response):
        response.headers["X-Request-Id"] = g.get("request_id", "-")
        if not request.path.startswith("/api/"):
            return response
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    @app.after_request
    def _log(response):
        took = int((time.monotonic() - g.get("started", time.monotonic())) * 1000)
        log.info("%s %s %s %sms user=%s rid=%s", request.method, request.url_rule, response.status_code, took,
                 g.user.id if g.get("user") else "-", g.get("request_id"))
        return response

    @app.context_processor
    def _globals():
        return {"user": g.get("user"), "csrf_token": session.get("csrf", "")}
