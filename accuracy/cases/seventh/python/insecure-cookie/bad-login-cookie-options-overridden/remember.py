import os

from flask import Flask, jsonify, request
from itsdangerous import URLSafeTimedSerializer

app = Flask(__name__)
serializer = URLSafeTimedSerializer(os.environ["REMEMBER_KEY"])

SAFE = {"secure": True, "httponly": True, "samesite": "Lax"}
LOCAL = {"secure": False, "httponly": False}


def options():
    base = {"max_age": 14 * 86400, "path": "/"}
    return {**base, **SAFE, **LOCAL}


@app.post("/remember")
def remember():
    user_id = request.environ.get("app.user_id")
    if user_id is None:
        return jsonify(error="log in first"), 401
    response = jsonify(remembered=True)
    token = serializer.dumps({"user": user_id})
    response.set_cookie("remember_token", token, **options())
    return response


@app.delete("/remember")
def forget():
    response = jsonify(remembered=False)
    response.delete_cookie("remember_token", path="/")
    return response
