from flask import Flask

from . import db
from .auth import load_user
from .routes import bp


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env()
    app.before_request(load_user)
    app.teardown_appcontext(db.close)
    app.register_blueprint(bp)
    return app
