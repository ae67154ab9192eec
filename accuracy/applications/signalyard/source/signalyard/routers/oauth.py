import secrets
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from fastapi.security import OAuth2PasswordRequestForm
from sqlalchemy import delete, select, update

from ..db import Work, sessions
from ..outgoing import mail
from ..problems import Problem
from ..security import BY_ROLE, access_token, digest, fits, hash_password, having, new_refresh, turn
from ..shapes import ForgotIn, PasswordIn, RefreshIn, ResetIn, Tokens
from ..tables import Refresh, ResetLink, User, now
from ..throttle import attempt
from ..trail import note

router = APIRouter(prefix="/oauth", tags=["oauth"])


def wrong() -> Problem:
    return Problem(401, "address or password is wrong", headers={"WWW-Authenticate": "Bearer"})


def peer(request: Request) -> str:
    return request.client.host if request.client else "unknown"


async def send_link(address: str, template: str) -> None:
    """Runs after the answer."""
    async with sessions() as work, work.begin():
        user = await work.scalar(select(User).where(User.email == address, User.disabled.is_(False)))
        if user is None:
            return
        token = secrets.token_urlsafe(32)
        work.add(ResetLink(digest=digest(token), user_id=user.id, expires_at=now() + timedelta(minutes=30)))
    await mail(address, template, token)


@router.post("/token")
async def token(form: Annotated[OAuth2PasswordRequestForm, Depends()], request: Request, work: Work) -> Tokens:
    address = form.username.strip().lower()[:190]
    await attempt("login-ip", peer(request), 40)
    await attempt("login", address, 8)
    user = await work.scalar(select(User).where(User.email == address))
    if not await fits(user.password_hash if user else None, form.password[:128]) or user.disabled:
        raise wrong()
    allowed = BY_ROLE[user.role]
    scopes = set(form.scopes) & allowed if form.scopes else set(allowed)
    note(work, user, "login", user.id)
    return Tokens(access_token=access_token(user, scopes), refresh_token=await new_refresh(work, user, scopes))


@router.post("/refresh")
async def refresh(given: RefreshIn, request: Request) -> Tokens:
    await attempt("refresh", peer(request), 120)
    turned = await turn(given.refresh_token)
    if turned is None:
        raise wrong()
    user, scopes, fresh = turned
    return Tokens(access_token=access_token(user, scopes), refresh_token=fresh)


@router.post("/revoke", status_code=204)
async def revoke(given: RefreshIn, work: Work) -> None:
    family = select(Refresh.family).where(Refresh.digest == digest(given.refresh_token)).scalar_subquery()
    await work.execute(delete(Refresh).where(Refresh.family == family))


@router.post("/forgot", status_code=202)
async def forgot(given: ForgotIn, request: Request, later: BackgroundTasks) -> dict:
    await attempt("forgot-ip", peer(request), 20, 3600)
    await attempt("forgot", given.email.lower(), 3, 3600)
    later.add_task(send_link, given.email.lower(), "reset")
    return {"sent": "if the address is known"}


@router.post("/reset", status_code=204)
async def reset(given: ResetIn, request: Request, work: Work) -> None:
    await attempt("reset", peer(request), 10)
    fresh = await hash_password(given.password)
    claim = delete(ResetLink).where(ResetLink.digest == digest(given.token), ResetLink.expires_at > now())
    user_id = await work.scalar(claim.returning(ResetLink.user_id))
    if user_id is None:
        raise Problem(400, "the link is no longer good")
    await work.execute(update(User).where(User.id == user_id).values(password_hash=fresh, epoch=User.epoch + 1))
    await work.execute(delete(ResetLink).where(ResetLink.user_id == user_id))


@router.post("/password", status_code=204)
async def password(given: PasswordIn, me: having(), work: Work) -> None:
    await attempt("password", str(me.id), 8)
    user = await work.get_one(User, me.id)
    if not await fits(user.password_hash, given.old):
        raise Problem(403, "the old password is wrong")
    user.password_hash = await hash_password(given.password)
    user.epoch += 1
    note(work, me, "password", me.id)
