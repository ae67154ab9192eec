import os

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask, abort, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from kiosk.bootstrap import ensure_operator
from kiosk.models import Operator, db

limiter = Limiter(get_remote_address, storage_uri="redis://cache:6379/4")


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.environ["KIOSK_SECRET"],
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    limiter.init_app(app)
    db.init(os.environ["KIOSK_DB"], host=os.environ.get("KIOSK_DB_HOST", "db"))
    with db.connection_context():
        db.create_tables([Operator])
        ensure_operator()

    @app.post("/login")
    @limiter.limit("5/minute")
    def login():
        operator = Operator.get_or_none(Operator.name == request.form.get("name", ""))
        try:
            PasswordHasher().verify(operator.password, request.form.get("password", ""))
        except (AttributeError, VerifyMismatchError):
            abort(401)
        session["operator"] = operator.id
        return "", 204

    return app
