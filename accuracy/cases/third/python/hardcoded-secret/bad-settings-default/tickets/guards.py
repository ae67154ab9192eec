from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

from tickets.tokens import holder_of

bearer = OAuth2PasswordBearer(tokenUrl="/token")


def current_holder(token: Annotated[str, Depends(bearer)]) -> str:
    try:
        return holder_of(token)
    except jwt.PyJWTError:
        raise HTTPException(401) from None
