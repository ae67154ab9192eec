import os

import jwt

KEY = os.environ["PLAYLISTS_KEY"]


def caller_of(context) -> int | None:
    metadata = dict(context.invocation_metadata())
    token = metadata.get("authorization", "").removeprefix("Bearer ")
    try:
        return int(jwt.decode(token, KEY, algorithms=["HS256"])["sub"])
    except (jwt.PyJWTError, KeyError, ValueError):
        return None
