import os

import jwt

OPTIONS = {"require": ["exp"]}


def claims_of(header):
    scheme, _, token = header.partition(" ")
    if scheme != "Bearer":
        raise jwt.InvalidTokenError("no bearer token")
    return jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS256"], options=OPTIONS)
