import os

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

bearer = HTTPBearer()
PUBLIC_KEY = os.environ["AUTH_PUBLIC_KEY"]


def current_subject(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> str:
    try:
        claims = jwt.decode(credentials.credentials, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        raise HTTPException(401) from None
    return claims["sub"]
