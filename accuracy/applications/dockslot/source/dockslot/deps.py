from typing import Annotated

import jwt
from fastapi import Depends, Header, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from .db import get_session
from .models import ApiKey, User
from .security import digest_of_key, read_token

bearer = HTTPBearer()
DbSession = Annotated[AsyncSession, Depends(get_session)]


async def current_user(
    session: DbSession, credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]
) -> User:
    try:
        claims = read_token(credentials.credentials)
        user = await session.get(User, int(claims["sub"]))
    except (jwt.InvalidTokenError, KeyError, ValueError):
        raise HTTPException(401, "invalid token") from None
    if user is None:
        raise HTTPException(401, "invalid token")
    return user


CurrentUser = Annotated[User, Depends(current_user)]


def require_role(*roles: str):
    async def check(user: CurrentUser) -> User:
        if user.role not in roles:
            raise HTTPException(403, "not allowed")
        return user

    return check


Manager = Annotated[User, Depends(require_role("manager"))]


async def terminal_site(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> int:
    try:
        return int(read_token(credentials.credentials, use="terminal")["sub"])
    except (jwt.InvalidTokenError, KeyError, ValueError):
        raise HTTPException(401, "invalid token") from None


async def site_of_key(session: DbSession, x_api_key: Annotated[str, Header(max_length=100)]) -> int:
    site_id = await session.scalar(select(ApiKey.site_id).where(ApiKey.key_hash == digest_of_key(x_api_key)))
    if site_id is None:
        raise HTTPException(401, "unknown key")
    return site_id
