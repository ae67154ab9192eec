import logging
import re

from flask import Flask
from marshmallow import ValidationError
from sqlalchemy import text
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from . import settings
from .extensions import api, cors, db, jwt, limiter, make_celery, migrate

SECRETS = re.compile(r"(?i)(bearer\s+|(?:password|token|secret)[\"']?\s*[=:]\s*[\"']?)[^\s\"',&]+")


class Redact(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRETS.sub(r"\1[redacted]", record.getMessage()), ()
        return True


def create_app(overrides: dict | None = None) -> Flask:
    app = Flask(__name__)
    app.config.from_mapping(overrides if overrides is not None else settings.load())
    hops = app.config["TRUSTED_PROXY_HOPS"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)
    app.logger.addFilter(Redact())

    db.init_app(app)
    migrate.init_app(app, db)
    jwt.init_app(app)
    limiter.init_app(app)
    api.init_app(app)
    cors.init_app(app, origins=app.config["CORS_ORIGINS"], allow_headers=["Authorization", "Content-Type", "Idempotency-Key"])
    make_celery(app)

    from . import auth, claims, webhooks

    api.register_blueprint(auth.blp)
    api.register_blueprint(claims.blp)
    app.register_blueprint(webhooks.bp)

    @app.get("/healthz")
    @limiter.exempt
    def health():
        db.session.execute(text("SELECT 1"))
        return {"status": "ok"}

    @app.errorhandler(ValidationError)
    def invalid(error: ValidationError):
        return {"message": "Invalid input.", "errors": error.messages}, 422

    @app.errorhandler(Exception)
    def unexpected(error: Exception):
        if isinstance(error, HTTPException):
            return error
        app.logger.exception("unhandled error")
        return {"message": "Something went wrong."}, 500

    @app.after_request
    def headers(response):
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        return response

    return app
