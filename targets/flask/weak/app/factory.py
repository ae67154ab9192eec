import json
import logging
import os
import traceback

from flask import Flask, jsonify, request

from app import database, settings
from app.routes import accounts, admin, appointments, doctors, documents, internal, messages


def create_app():
    app = Flask(__name__, static_folder=settings.MEDIA_ROOT, static_url_path="/media")
    app.config["SECRET_KEY"] = settings.SECRET_KEY
    app.config["DEBUG"] = settings.DEBUG
    logging.basicConfig(level=logging.DEBUG)
    database.prepare()
    for module in (accounts, admin, appointments, doctors, documents, internal, messages):
        app.register_blueprint(module.blueprint)

    @app.before_request
    def log_request():
        internal.REQUESTS["count"] += 1
        app.logger.debug("%s %s headers=%s body=%s", request.method, request.full_path, dict(request.headers), request.get_data(as_text=True))

    @app.after_request
    def cors(response):
        origin = request.headers.get("Origin")
        if origin:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Credentials"] = "true"
        return response

    @app.errorhandler(Exception)
    def failed(error):
        code = getattr(error, "code", 500)
        return jsonify(error=str(error), trace=traceback.format_exc().splitlines() if code == 500 else None), code

    @app.get("/swagger.json")
    def swagger():
        with open(os.path.join(os.path.dirname(__file__), "..", "swagger.json")) as file:
            return jsonify(json.load(file))

    return app
