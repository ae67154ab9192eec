"""Corkline: the application."""
import logging
import traceback

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException

import db
from auth_utils import load_user
from blueprints import admin, api, auth, bottles, files, imports, notes, tools
from config import Config


def create_app(**overrides):
    app = Flask(__name__)
    app.config.from_object(Config)
    app.config.update(overrides)
    logging.basicConfig(level=logging.INFO)

    for module in (auth, bottles, notes, files, imports, tools, admin, api):
        app.register_blueprint(module.bp)

    app.before_request(load_user)
    app.teardown_appcontext(db.close_db)

    @app.after_request
    def open_api(response):
        """The phone app and the shop widgets call the API from other origins."""
        if request.path.startswith("/api/"):
            origin = request.headers.get("Origin")
            if origin:
                response.headers["Access-Control-Allow-Origin"] = origin
                response.headers["Access-Control-Allow-Credentials"] = "true"
                response.headers["Access-Control-Allow-Headers"] = "Content-Type"
                response.headers["Vary"] = "Origin"
        return response

    @app.errorhandler(Exception)
    def oops(error):
        if isinstance(error, HTTPException):
            return error
        app.logger.exception("unhandled error")
        return "<pre>" + traceback.format_exc() + "</pre>", 500

    @app.get("/")
    def index():
        latest = db.all_rows("SELECT id, name, region, year FROM bottles ORDER BY id DESC LIMIT 5")
        return render_template("index.html", latest=latest, user=g.user)

    return app


if __name__ == "__main__":
    create_app().run(host="0.0.0.0", port=5000, debug=True)
