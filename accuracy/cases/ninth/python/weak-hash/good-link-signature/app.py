import hashlib
import os
import secrets

from flask import Flask, abort, jsonify, request

from settings import Signing

app = Flask(__name__)
SECRET = os.environ["LINK_SECRET"].encode()


def signature(document):
    digest = hashlib.new(Signing.algorithm)
    digest.update(SECRET + document.encode() + SECRET)
    return digest.hexdigest()


@app.get("/shared/<document>")
def shared(document):
    given = request.args.get("sig", "")
    if not secrets.compare_digest(given.encode(), signature(document).encode()):
        abort(403)
    return jsonify(document=document)
