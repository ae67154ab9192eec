from flask import Flask

from gallery.routes import blueprint


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_prefixed_env("GALLERY")
    app.config["MAX_CONTENT_LENGTH"] = 4 * 1024 * 1024
    app.register_blueprint(blueprint)
    return app
