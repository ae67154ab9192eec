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
        return jwt.decode(token, os.environ["TOKEN_KEY"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "token is not valid")
