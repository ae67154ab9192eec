from flask import Flask, g, render_template
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError, TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from . import audit, database, guards, limits, mail
from .forms import Invalid
from .settings import Settings
from .web import account, desk, health, instruments, loans

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings.from_environment()
    app = Flask(__name__)
    app.config.update(
        LEND=settings,
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-lend",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        TRUSTED_HOSTS=[*settings.hosts, "127.0.0.1"],
        MAX_CONTENT_LENGTH=6 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=100_000,
        MAX_FORM_PARTS=40,
    )
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0)

    database.connect(app, settings.database_url)
    limits.connect(app, settings.redis_url)
    audit.install(app)
    guards.install(app)
    mail.install(app)
    for module in (health, account, instruments, loans, desk):
        app.register_blueprint(module.bp)

    @app.after_request
    def protect(response):
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    @app.errorhandler(Invalid)
    def invalid(error: Invalid):
        return render_template("message.html", title="Please check the form", lines=sorted(error.problems)), 422

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException):
        return render_template("message.html", title=error.name, lines=[]), error.code

    @app.errorhandler(RedisError)
    @app.errorhandler(OperationalError)
    @app.errorhandler(PoolTimeout)
    def overloaded(_error: Exception):
        app.logger.error("a service does not answer", exc_info=True)
        g.member = None
        return render_template("message.html", title="Please try again in a moment", lines=[]), 503, {"Retry-After": "10"}

    @app.errorhandler(Exception)
    def failed(_error: Exception):
        app.logger.error("request failed", exc_info=True)
        return render_template("message.html", title="Something went wrong", lines=[g.get("request_id", "")]), 500

    return app
