from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

from wallet.tokens import subject

scheme = OAuth2PasswordBearer(tokenUrl="/token")


def current_user(token: Annotated[str, Depends(scheme)]) -> int:
    try:
        return subject(token)
    except (jwt.InvalidTokenError, ValueError):
        raise HTTPException(401) from None
