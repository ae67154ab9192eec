import secrets

import jwt
from fastapi import APIRouter, BackgroundTasks, Body, HTTPException
from pydantic import EmailStr

from ..deps import CurrentUser, DbSession, Manager
from ..models import Site
from ..repositories.tables import Users
from ..schemas import Login, Refresh, Register, Tokens
from ..security import (
    access_token, digest_of_key, hash_secret, invitation, read_invitation, read_token, refresh_token, verify_secret,
)
from ..services.gateways import send_mail

router = APIRouter(prefix="/auth", tags=["auth"])


@router.post("/register", status_code=201)
async def register(data: Register, session: DbSession) -> Tokens:
    site = Site(name=data.site_name, city=data.city)
    session.add(site)
    await session.flush()
    user = await Users(session).add(
        site_id=site.id, email=data.email.lower(), full_name=data.full_name,
        secret_hash=hash_secret(data.password), role="manager",
    )
    return Tokens(access_token=access_token(user.id), refresh_token=refresh_token(user.id))


@router.post("/login")
async def login(data: Login, session: DbSession) -> Tokens:
    user = await Users(session).by_email(data.email)
    if user is None or not verify_secret(data.password, user.secret_hash):
        raise HTTPException(401, "wrong address or password")
    return Tokens(access_token=access_token(user.id), refresh_token=refresh_token(user.id))


@router.post("/refresh")
async def refresh(data: Refresh, session: DbSession) -> Tokens:
    try:
        claims = read_token(data.refresh_token, use="refresh")
    except jwt.InvalidTokenError:
        raise HTTPException(401, "invalid token") from None
    user = await Users(session).get(int(claims["sub"]))
    if user is None or not user.active:
        raise HTTPException(401, "invalid token")
    return Tokens(access_token=access_token(user.id), refresh_token=data.refresh_token)


@router.post("/logout", status_code=204)
async def logout(user: CurrentUser) -> None:
    """The client forgets its tokens."""


@router.post("/forgot", status_code=202)
async def forgot(tasks: BackgroundTasks, session: DbSession, email: EmailStr = Body(embed=True)) -> dict:
    users = Users(session)
    user = await users.by_email(email)
    if user is None:
        raise HTTPException(404, "no account with this address")
    token = secrets.token_urlsafe(32)
    await users.update(user, {"reset_hash": digest_of_key(token)})
    tasks.add_task(send_mail, user.email, "Your password", f"https://app.dockslot.example/reset#{token}")
    return {"sent": True}


@router.post("/invite", status_code=202)
async def invite(tasks: BackgroundTasks, manager: Manager, email: EmailStr = Body(embed=True)) -> dict:
    link = f"https://app.dockslot.example/join#{invitation(manager.site_id, email)}"
    tasks.add_task(send_mail, email, "Join your site", link)
    return {"sent": True}


@router.post("/join", status_code=201)
async def join(
    session: DbSession,
    token: str = Body(max_length=2000),
    full_name: str = Body(min_length=1, max_length=120),
    password: str = Body(min_length=12, max_length=200),
) -> Tokens:
    try:
        claims = read_invitation(token)
    except jwt.InvalidTokenError:
        raise HTTPException(400, "invalid invitation") from None
    user = await Users(session).add(
        site_id=claims["site"], email=claims["email"].lower(), full_name=full_name, secret_hash=hash_secret(password)
    )
    return Tokens(access_token=access_token(user.id), refresh_token=refresh_token(user.id))
