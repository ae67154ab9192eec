import os

import jwt
from fastapi import Depends, Header, HTTPException

KEY = os.environ["JWT_KEY"]


def current_user(authorization: str = Header("")) -> dict:
    try:
        return jwt.decode(authorization.removeprefix("Bearer "), KEY, algorithms=["HS256"])
    except jwt.PyJWTError as error:
        raise HTTPException(401) from error


def require_admin(user: dict = Depends(current_user)) -> dict:
    if user.get("role") != "admin":
        raise HTTPException(403)
    return user
