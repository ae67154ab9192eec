import logging

from flask import Flask, request

from accounts import verify

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/login")
def login():
    username = request.json["username"]
    password = request.json["password"]
    log.info("login of %r with password %r", username, password)
    if not verify(username, password):
        return {"error": "invalid"}, 401
    return {"ok": True}
