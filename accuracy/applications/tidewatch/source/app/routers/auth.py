from fastapi import APIRouter, Request, status

from ..dependencies import CurrentUser, RateLimiter, Sessions, Token
from ..models import Login, PasswordChange

router = APIRouter(prefix="/auth", tags=["auth"])


@router.post("/login")
async def login(credentials: Login, request: Request, sessions: Sessions) -> dict[str, str]:
    address = request.client.host if request.client else "unknown"
    return {"token": await sessions.login(credentials, address)}


@router.post("/logout", status_code=status.HTTP_204_NO_CONTENT)
async def logout(token: Token, sessions: Sessions) -> None:
    await sessions.logout(token)


@router.put("/password", status_code=status.HTTP_204_NO_CONTENT)
async def change_password(change: PasswordChange, user: CurrentUser, sessions: Sessions) -> None:
    await sessions.change_password(user, change)


@router.post("/ws-ticket", status_code=status.HTTP_201_CREATED)
async def websocket_ticket(user: CurrentUser, token: Token, sessions: Sessions, limiter: RateLimiter) -> dict[str, str]:
    await limiter.check("ticket", user.id, 30, 60)
    return {"ticket": await sessions.new_ticket(token)}
