from flask import Flask

from .mailer import Mailer
from .views import bp, limiter


def create_app():
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 32 * 1024
    app.extensions["mailer"] = Mailer()
    limiter.init_app(app)
    app.register_blueprint(bp)
    return app
