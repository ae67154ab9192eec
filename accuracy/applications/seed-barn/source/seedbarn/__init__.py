import logging
import traceback

from flask import Flask, session
from werkzeug.exceptions import HTTPException

from . import admin, api, auth, db, files, members, pages, seeds, swaps, tools
from .config import Config
from .forms import csrf_token


def create_app(overrides=None):
    app = Flask(__name__)
    app.config.from_object(Config)
    if overrides:
        app.config.update(overrides)

    logging.basicConfig(level=logging.INFO)
    db.init_app(app)

    for module in (pages, auth, seeds, swaps, members, files, tools, admin, api):
        app.register_blueprint(module.bp)

    @app.context_processor
    def helpers():
        return {"csrf_token": csrf_token, "signed_in": "member_id" in session}

    @app.errorhandler(Exception)
    def failed(error):
        if isinstance(error, HTTPException):
            return error
        app.logger.exception("request failed")
        return "<pre>" + traceback.format_exc() + "</pre>", 500

    return app
