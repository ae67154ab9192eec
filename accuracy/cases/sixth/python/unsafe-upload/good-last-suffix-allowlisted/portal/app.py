import os
from pathlib import Path

from flask import Flask, jsonify, request
from flask_login import LoginManager, current_user, login_required

from portal.documents import record
from portal.policy import documents
from portal.storage import MediaFolder, Refused

login_manager = LoginManager()


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.environ["SECRET_KEY"],
        MAX_CONTENT_LENGTH=8 * 1024 * 1024,
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    login_manager.init_app(app)
    media = MediaFolder(Path("/srv/media"), documents)

    @app.post("/documents")
    @login_required
    def add_document():
        upload = request.files.get("document")
        if upload is None:
            return jsonify(error="document missing"), 400
        try:
            address = media.add(upload)
        except Refused:
            return jsonify(error="type not accepted"), 415
        record(current_user.get_id(), address)
        return jsonify(address=address), 201

    return app
