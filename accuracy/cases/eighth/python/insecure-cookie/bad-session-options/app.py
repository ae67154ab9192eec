import secrets

from flask import Flask, jsonify, make_response

app = Flask(__name__)

BASE = {"httponly": True, "samesite": "Strict", "max_age": 3600}
LOCAL = {"secure": False}


@app.post("/visits")
def visits():
    options = {"secure": True, **BASE}
    options.update(LOCAL)

    response = make_response(jsonify(started=True), 201)
    response.set_cookie("session_id", secrets.token_urlsafe(32), **options)
    return response
