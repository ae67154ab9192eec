import os

from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from jose import JWTError, jwt

scheme = OAuth2PasswordBearer(tokenUrl="token")
KEY = os.environ["JWT_KEY"]


async def current_user(token: str = Depends(scheme)) -> str:
    try:
        claims = jwt.get_unverified_claims(token)
    except JWTError:
        raise HTTPException(401)
    return claims["sub"]
