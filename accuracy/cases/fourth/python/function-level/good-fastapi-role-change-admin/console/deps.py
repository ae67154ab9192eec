import os

import jwt
from fastapi import Depends, Header, HTTPException


def current_user(authorization: str = Header()) -> dict:
    try:
        return jwt.decode(authorization.removeprefix("Bearer "), os.environ["JWT_KEY"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401)


def require_role(role: str):
    def check(user: dict = Depends(current_user)) -> dict:
        if user.get("role") != role:
            raise HTTPException(403)
        return user

    return check
