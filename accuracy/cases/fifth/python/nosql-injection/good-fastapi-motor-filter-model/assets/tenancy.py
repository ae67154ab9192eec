import os

import jwt
from fastapi import Header, HTTPException


def tenant_of(authorization: str = Header()) -> str:
    try:
        claims = jwt.decode(
            authorization.removeprefix("Bearer "), os.environ["JWT_PUBLIC_KEY"], algorithms=["RS256"], audience="assets"
        )
    except jwt.PyJWTError:
        raise HTTPException(401)
    return str(claims["tenant"])
