import os

import jwt
from fastapi import HTTPException, Request


def bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise HTTPException(401, "bearer token expected")
    return token


def claims(request: Request) -> dict:
    token = bearer(request)
    try:
        algorithm = jwt.get_unverified_header(token)["alg"]
        return jwt.decode(token, os.environ["TOKEN_KEY"], algorithms=[algorithm])
    except (jwt.PyJWTError, KeyError):
        raise HTTPException(401, "token is not valid")
