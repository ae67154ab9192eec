from flask import Flask

from club.extensions import limiter, login_manager
from club.routes import blueprint


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_prefixed_env("CLUB")
    app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")
    login_manager.init_app(app)
    limiter.init_app(app)
    app.register_blueprint(blueprint)
    return app
