import secrets

from flask import Flask, jsonify, make_response, request

app = Flask(__name__)

COOKIE_OPTIONS = {"max_age": 86400 * 90, "httponly": True, "samesite": "Lax", "secure": True}


@app.get("/devices/known")
def known():
    return jsonify(known="device_token" in request.cookies)


@app.post("/devices/remember")
def remember():
    response = make_response(jsonify(remembered=True))
    response.set_cookie("device_token", secrets.token_urlsafe(32), **COOKIE_OPTIONS)
    return response
