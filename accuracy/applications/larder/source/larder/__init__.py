import logging

from flask import Flask, g, jsonify, request
from werkzeug.exceptions import HTTPException

from . import config, db
from .http import Problem, identify, problem
from .views.auth import auth
from .views.shop import shop
from .views.staff import internal, staff

log = logging.getLogger("larder")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def create_app() -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=64 * 1024, JSON_SORT_KEYS=False)
    app.before_request(identify)
    app.teardown_appcontext(db.close)
    app.register_error_handler(Problem, problem)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException):
        return jsonify(error=error.name.lower().replace(" ", "_")), error.code

    @app.errorhandler(OverflowError)
    def beyond_integers(_error: OverflowError):
        # An id in a path that no row can have.
        return jsonify(error="not_found"), 404

    @app.errorhandler(Exception)
    def unexpected(error: Exception):
        log.error("unhandled error on %s %s", request.method, request.path, exc_info=error)
        return jsonify(error="internal_error"), 500

    @app.after_request
    def headers(response):
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if g.get("caller") is not None or request.path.startswith("/auth/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    @app.get("/health")
    def health():
        return jsonify(status="ok")

    for blueprint in (auth, shop, staff, internal):
        app.register_blueprint(blueprint)
    return app
