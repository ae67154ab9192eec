from flask import Flask
from flask_login import LoginManager

from .models import Sailor, db
from .views import bp

logins = LoginManager()


@logins.user_loader
def load_sailor(sailor_id):
    return db.session.get(Sailor, int(sailor_id))


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    logins.init_app(app)
    app.register_blueprint(bp)
    return app
