from typing import Annotated

import jwt
from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from .db import get_session, redis
from .models import Customer
from .security import read_token

Db = Annotated[AsyncSession, Depends(get_session)]
bearer = HTTPBearer()


async def get_current_user(db: Db, creds: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> Customer:
    try:
        claims = read_token(creds.credentials)
    except jwt.InvalidTokenError:
        raise HTTPException(401, "token not accepted")
    user = await db.get(Customer, int(claims["sub"]))
    if user is None:
        raise HTTPException(401, "token not accepted")
    return user


User = Annotated[Customer, Depends(get_current_user)]


async def require_staff(user: User) -> Customer:
    if user.role != "staff":
        raise HTTPException(403, "staff only")
    return user


Staff = Annotated[Customer, Depends(require_staff)]


def limited(name: str, times: int, seconds: int):
    async def check(request: Request):
        key = f"limit:{name}:{request.client.host}"
        async with redis.pipeline(transaction=True) as pipe:
            count, _ = await pipe.incr(key).expire(key, seconds, nx=True).execute()
        if count > times:
            raise HTTPException(429, "slow down")

    return Depends(check)
