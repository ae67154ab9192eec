import os

from flask import Flask, request

from accounts import verify


def create_app(testing=False):
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.urandom(32) if testing else os.environ["SECRET_KEY"]

    @app.post("/login")
    def login():
        if verify(request.form["login"], request.form["password"]) is None:
            return {"error": "wrong login"}, 401
        return {"signed_in": True}

    return app
