from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select

from .database import Db
from .models import Token, User, now
from .security import Window, digest

bearer = HTTPBearer(auto_error=False)


async def current_user(db: Db, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> User:
    user = None
    if credentials is not None:
        query = select(User).join(Token, Token.user_id == User.id).where(
            Token.digest == digest(credentials.credentials), Token.purpose == "session", Token.expires_at > now(), User.disabled.is_(False)
        )
        user = await db.scalar(query)
    if user is None:
        raise HTTPException(401, "Sign in first", headers={"WWW-Authenticate": "Bearer"})
    return user


Me = Annotated[User, Depends(current_user)]


async def administrator(user: Me) -> User:
    if not user.is_admin:
        raise HTTPException(403, "Not permitted")
    return user


def limited(window: Window):
    async def check(request: Request) -> None:
        if not window.hit(client_address(request)):
            raise HTTPException(429, "Too many requests", headers={"Retry-After": str(window.seconds)})

    return Depends(check)


def client_address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


class Page:
    def __init__(self, limit: int = 25, offset: int = 0) -> None:
        self.limit = min(max(limit, 1), 100)
        self.offset = min(max(offset, 0), 100_000)


Paging = Annotated[Page, Depends()]
