import hmac
import os
import subprocess
from pathlib import Path

from flask import Flask, abort, jsonify, request

from mirror.git import Checkout

app = Flask(__name__)
checkout = Checkout(Path(os.environ["MIRROR_DIR"]), "origin")


@app.before_request
def require_key():
    key = request.headers.get("X-Mirror-Key", "")
    if not hmac.compare_digest(key.encode(), os.environ["MIRROR_KEY"].encode()):
        abort(401)


@app.post("/refresh")
def refresh():
    try:
        return jsonify(head=checkout.refresh(request.get_json()["branch"]))
    except (subprocess.CalledProcessError, ValueError):
        abort(422)
