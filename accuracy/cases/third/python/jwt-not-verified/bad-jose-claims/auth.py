import json
import os

from jose import JWTError, jwt
from quart import abort, g, request

KEYS = json.loads(os.environ["JWKS"])


async def load_member() -> None:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        header = jwt.get_unverified_header(token)
        if header["kid"] not in KEYS:
            abort(401)
        claims = jwt.get_unverified_claims(token)
    except (JWTError, KeyError):
        abort(401)
    g.member = claims["sub"]
