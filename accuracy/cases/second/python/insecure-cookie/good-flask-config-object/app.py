from flask import Flask

from config import Production
from pages import bp


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_object(Production)
    app.register_blueprint(bp)
    return app
