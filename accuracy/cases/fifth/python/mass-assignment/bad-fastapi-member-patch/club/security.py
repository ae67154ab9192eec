import os

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

oauth2 = OAuth2PasswordBearer(tokenUrl="/token")


def current_user_id(token: str = Depends(oauth2)) -> int:
    try:
        claims = jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS256"], options={"require": ["exp", "sub"]})
    except jwt.PyJWTError:
        raise HTTPException(401)
    return int(claims["sub"])
