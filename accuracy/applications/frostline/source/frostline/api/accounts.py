import uuid
from datetime import timedelta

from fastapi import APIRouter
from sqlalchemy import select

from ..deps import Reader, unknown
from ..limits import spend, throttle
from ..models import Login, User, now
from ..problems import Problem
from ..repositories.tables import Users
from ..schemas import AcceptIn, LoginIn, PasswordIn, RefreshIn, TokensOut, UserOut
from ..security import access_token, digest, keep_password, new_secret, password_fits, same
from ..settings import settings
from ..work import Unit, Work

router = APIRouter(tags=["accounts"])


def open_login(work: Work, user: User) -> TokensOut:
    secret = new_secret()
    login = Login(
        id=uuid.uuid4(), user_id=user.id, refresh_hash=digest(secret), until=now() + timedelta(days=settings().refresh_days)
    )
    work.session.add(login)
    return TokensOut(access_token=access_token(user.id, login.id), refresh_token=f"{login.id}.{secret}")


def split(token: str) -> tuple[uuid.UUID, str]:
    key, _, secret = token.partition(".")
    try:
        return uuid.UUID(key), secret
    except ValueError:
        raise unknown() from None


@router.post("/login", dependencies=[throttle("login", 30, 300)])
async def log_in(data: LoginIn, work: Unit) -> TokensOut:
    email = data.email.lower()
    await spend("login-account", email, 10, 900)
    user = await work.session.scalar(select(User).where(User.email == email))
    fits = await password_fits(data.password, user.password_hash if user else None)
    if user is None or not fits or not user.active:
        if user is not None:
            work.note(user.org_id, user.id, "login refused", user.id)
            await work.done()
        raise Problem(401, "address or password is wrong")
    tokens = open_login(work, user)
    work.note(user.org_id, user.id, "login", user.id)
    await work.done()
    return tokens


@router.post("/refresh", dependencies=[throttle("refresh", 60, 300)])
async def refresh(data: RefreshIn, work: Unit) -> TokensOut:
    """Each refresh token works once. One that comes again ends the login: somebody else has it too."""
    key, secret = split(data.refresh_token)
    login = await work.session.scalar(select(Login).where(Login.id == key).with_for_update())
    if login is None or login.revoked or login.until <= now():
        raise unknown()
    user = await work.session.get(User, login.user_id)
    if user is None or not user.active or not same(digest(secret), login.refresh_hash):
        login.revoked = True
        if user is not None:
            work.note(user.org_id, user.id, "login revoked", login.id)
        await work.done()
        raise unknown()
    fresh = new_secret()
    login.refresh_hash = digest(fresh)
    await work.done()
    return TokensOut(access_token=access_token(user.id, login.id), refresh_token=f"{login.id}.{fresh}")


@router.post("/logout", status_code=204)
async def log_out(who: Reader) -> None:
    login = await who.work.session.get(Login, who.login_id)
    if login is not None:
        login.revoked = True
    await who.done("logout", who.user.id)


@router.post("/accept", dependencies=[throttle("accept", 20, 300)])
async def accept(data: AcceptIn, work: Unit) -> TokensOut:
    user = await work.session.scalar(select(User).where(User.invite_hash == digest(data.token)).with_for_update())
    if user is None or not user.active or user.invite_until is None or user.invite_until <= now():
        raise Problem(400, "the invitation is not valid any more")
    user.password_hash = await keep_password(data.password)
    user.invite_hash = user.invite_until = None
    tokens = open_login(work, user)
    work.note(user.org_id, user.id, "invitation accepted", user.id)
    await work.done()
    return tokens


@router.get("/me")
async def me(who: Reader) -> UserOut:
    return UserOut.model_validate(who.user)


@router.put("/me/password", dependencies=[throttle("password", 10, 900)])
async def change_password(data: PasswordIn, who: Reader) -> TokensOut:
    if not await password_fits(data.old, who.user.password_hash):
        raise Problem(403, "the old password is wrong")
    who.user.password_hash = await keep_password(data.new)
    await who.repo(Users).end_logins(who.user.id)
    tokens = open_login(who.work, who.user)
    await who.done("password changed", who.user.id)
    return tokens
