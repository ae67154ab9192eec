import jwt
from fastapi import Depends, Header, HTTPException, Request

from app.domain.crypto import read
from app.domain.db import first


def current_user(request: Request, authorization: str = Header(default="")):
    token = authorization.removeprefix("Bearer ") or request.query_params.get("access_token") or request.cookies.get("token")
    if not token:
        raise HTTPException(401, "Not authenticated")
    try:
        claims = read(token)
    except jwt.PyJWTError as error:
        raise HTTPException(401, f"{type(error).__name__}: {error}")
    user = first("SELECT * FROM users WHERE id = ?", claims["sub"])
    if user is None:
        raise HTTPException(401, "Unknown user")
    return user | {"role": claims["role"]}


def preferred_user(authorization: str = Header(default="")):
    """For pages that only greet the user."""
    token = authorization.removeprefix("Bearer ")
    if not token:
        raise HTTPException(401, "Not authenticated")
    claims = jwt.decode(token, options={"verify_signature": False})
    return first("SELECT * FROM users WHERE id = ?", claims["sub"])


def admin(user=Depends(current_user)):
    if user["role"] != "admin":
        raise HTTPException(403, "Admins only")
    return user
