import getpass
import logging

import click
from flask import Flask, Response, render_template
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from stockroom import auth, items
from stockroom.config import Production
from stockroom.extensions import configure_logging, csrf, db, limiter
from stockroom.models import User

log = logging.getLogger(__name__)
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}


def create_app(config: object | None = None) -> Flask:
    configure_logging()
    app = Flask(__name__)
    app.config.from_object(config or Production())
    proxies = app.config["TRUSTED_PROXIES"]
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
    for extension in (db, csrf, limiter):
        extension.init_app(app)
    app.before_request(auth.require_login)
    app.register_blueprint(auth.bp)
    app.register_blueprint(items.bp)

    @app.get("/healthz")
    @limiter.exempt
    @auth.public
    def health():
        try:
            db.session.execute(text("SELECT 1"))
        except SQLAlchemyError as error:
            log.warning("database is not reachable: %s", type(error).__name__)
            return {"status": "unavailable"}, 503
        return {"status": "ok"}

    @app.after_request
    def harden(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not response.cache_control:
            response.headers["Cache-Control"] = "no-store"
        return response

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException):
        return render_template("error.html", code=error.code, name=error.name), error.code

    @app.errorhandler(Exception)
    def failed(error: Exception):
        log.error("unhandled error", exc_info=error)
        return render_template("error.html", code=500, name="Internal error"), 500

    @app.cli.command("add-user")
    @click.argument("email")
    def add_user(email: str) -> None:
        """Ask for a password and create an account."""
        secret = getpass.getpass("Password: ")
        if len(secret) < 12:
            raise click.ClickException("12 characters or more, please")
        db.session.add(User(email=auth.normalise(email), password_hash=auth.hasher.hash(secret)))
        db.session.commit()
        print(f"account {email} created")

    return app
