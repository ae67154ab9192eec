import logging
import uuid

from flask import Flask, g, render_template, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from . import db
from .config import Config
from .fields import Invalid
from .guards import close_by_default
from .markup import rendered

limiter = Limiter(get_remote_address)
csrf = CSRFProtect()
log = logging.getLogger("archivemill")


def create_app(config=None) -> Flask:
    app = Flask(__name__)
    app.config.from_object(config or Config())
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)
    db.init(app)
    limiter.init_app(app)
    csrf.init_app(app)
    app.before_request(_name_request)
    app.before_request(close_by_default)
    app.after_request(_headers)
    app.add_template_filter(rendered, "rendered")

    from .blueprints import admin, auth, collections, health, records, scans

    for part in (auth, collections, records, scans, admin, health):
        app.register_blueprint(part.bp)
    limiter.exempt(health.bp)

    app.register_error_handler(HTTPException, lambda e: _problem(e.code or 500, e.name))
    app.register_error_handler(Invalid, lambda e: _problem(422, str(e)))
    app.register_error_handler(IntegrityError, lambda _e: _problem(409, "Conflicts with what is there"))
    app.register_error_handler(StaleDataError, lambda _e: _problem(409, "Someone else changed it meanwhile"))
    app.register_error_handler(Exception, _unexpected)
    return app


def _name_request():
    g.request_id = uuid.uuid4().hex


def _problem(status, message):
    return render_template("problem.html", message=message), status


def _unexpected(_error):
    log.exception("request %s failed", g.get("request_id", "-"))
    return _problem(500, "Something went wrong")


def _headers(response):
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Request-Id"] = g.get("request_id", "-")
    response.headers["Cache-Control"] = "no-store"
    log.info("%s %s %s %s", g.get("request_id", "-"), request.method, request.endpoint, response.status_code)
    return response
