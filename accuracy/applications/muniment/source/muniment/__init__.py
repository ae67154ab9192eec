import logging

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from . import cli, db, headers, identity
from .extensions import csrf, limiter
from .settings import Settings
from .views import account, admin, exports, health, imports, records


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings.load()
    app = Flask(__name__)
    app.config.update(settings.for_flask())
    app.extensions["settings"] = settings
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)

    db.init_app(app)
    identity.init_app(app)
    limiter.init_app(app)
    csrf.init_app(app)
    identity.close_by_default(app)
    headers.init_app(app)
    cli.init_app(app)
    for module in (account, records, imports, exports, admin, health):
        app.register_blueprint(module.bp)

    @app.errorhandler(CSRFError)
    def stale_form(error):
        return render_template("problem.html", status=400, text="The form is too old, please load it again."), 400

    @app.errorhandler(HTTPException)
    def known(error):
        return render_template("problem.html", status=error.code, text=error.name), error.code

    @app.errorhandler(Exception)
    def unknown(error):
        logging.getLogger(__name__).exception("request failed")
        return render_template("problem.html", status=500, text="Something went wrong."), 500

    return app
