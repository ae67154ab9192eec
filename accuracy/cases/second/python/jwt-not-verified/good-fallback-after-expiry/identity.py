import os

from jose import JWTError, jwt

CURRENT, FORMER = os.environ["JWT_CURRENT"], os.environ["JWT_FORMER"]


def claims_of(token: str) -> dict:
    try:
        return jwt.decode(token, CURRENT, algorithms=["HS256"])
    except JWTError:
        return jwt.decode(token, FORMER, algorithms=["HS256"])
