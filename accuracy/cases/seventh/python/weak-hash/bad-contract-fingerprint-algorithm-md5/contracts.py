import hashlib
import hmac
import os

from flask import Flask, abort, jsonify, request

app = Flask(__name__)

ALGORITHMS = {"legacy": "md5", "current": "sha256"}
SELECTED = "legacy"
APPROVED = os.environ.get("APPROVED_FINGERPRINT", "")


def fingerprint(stream):
    digest = hashlib.new(ALGORITHMS[SELECTED])
    for chunk in iter(lambda: stream.read(65536), b""):
        digest.update(chunk)
    return digest.hexdigest()


@app.post("/contracts/check")
def check_contract():
    part = request.files.get("contract")
    if part is None:
        abort(400)
    same = hmac.compare_digest(fingerprint(part.stream), APPROVED)
    return jsonify(approved=same)
