from pathlib import Path

import jwt
from flask import abort, request

KEY = Path("/etc/keys/issuer.pem").read_text()
ACCEPTED = ["RS256"]


def claims():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer":
        abort(401)
    try:
        return jwt.decode(token, KEY, algorithms=ACCEPTED, audience="portal")
    except jwt.InvalidTokenError:
        abort(401)
