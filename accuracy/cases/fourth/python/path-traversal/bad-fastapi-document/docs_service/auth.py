import os
from dataclasses import dataclass

import jwt
from fastapi import Header, HTTPException


@dataclass
class Principal:
    subject: str
    tenant: str


def principal(authorization: str = Header()) -> Principal:
    try:
        claims = jwt.decode(authorization.removeprefix("Bearer "), os.environ["JWT_KEY"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401)
    return Principal(claims["sub"], claims["tenant"])
