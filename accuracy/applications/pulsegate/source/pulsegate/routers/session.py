from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Cookie, Depends, Header, Response
from sqlalchemy import update
from sqlmodel import select

from .. import secrets, tokens
from ..access import SignedIn
from ..config import settings
from ..db import Db
from ..errors import Forbidden, Unauthenticated
from ..limits import limited, spend
from ..models import Audit, Login, User, now
from ..schemas import SignIn, Tokens

router = APIRouter(prefix="/session", tags=["session"])
COOKIE = "__Secure-refresh"
LIFETIME = timedelta(days=14)


def same_site(origin: Annotated[str, Header()] = "") -> None:
    """The refresh cookie is taken from our own pages only."""
    if origin != settings().origin_text:
        raise Forbidden


def hand_out(response: Response, user_id, login: Login, token: str) -> Tokens:
    rest = max(int((login.expires_at - now()).total_seconds()), 0)
    response.set_cookie(COOKIE, token, max_age=rest, path="/session", secure=True, httponly=True, samesite="strict")
    response.headers["Cache-Control"] = "no-store"
    return Tokens(access_token=tokens.issue(user_id, login.id))


async def second_factor(db: Db, user: User, code: str | None) -> bool:
    """A counter is used up by the statement that checks it."""
    if user.totp_sealed is None:
        return True
    counter = secrets.totp_counter(secrets.unseal(user.totp_sealed), code) if code else None
    if counter is None:
        return False
    moved = await db.exec(update(User).where(User.id == user.id, User.totp_counter < counter).values(totp_counter=counter))
    return moved.rowcount == 1


@router.post("", dependencies=[Depends(limited("sign-in", 40, 900))])
async def sign_in(form: SignIn, db: Db, response: Response) -> Tokens:
    await spend("sign-in-name", secrets.digest(form.email), 8, 900)
    user = (await db.exec(select(User).where(User.email == form.email))).first()
    fits = await secrets.password_fits(user.password if user else None, form.password)
    if not fits or user is None or not user.active or not await second_factor(db, user, form.code):
        db.add(Audit(actor=f"user:{user.id}" if user else "unknown", deed="sign-in.refused", thing="session"))
        await db.commit()
        raise Unauthenticated("Address, password or code do not fit.")
    token = secrets.fresh()
    login = Login(user_id=user.id, digest=secrets.digest(token), expires_at=now() + LIFETIME)
    db.add(login)
    db.add(Audit(actor=f"user:{user.id}", deed="signed-in", thing=f"login:{login.id}"))
    await db.commit()
    return hand_out(response, user.id, login, token)


@router.post("/refresh", dependencies=[Depends(same_site), Depends(limited("refresh", 120, 900))])
async def refresh(db: Db, response: Response, token: Annotated[str, Cookie(alias=COOKIE, max_length=100)] = "") -> Tokens:
    digest = secrets.digest(token)
    fresh = secrets.fresh()
    swapped = (
        await db.exec(
            update(Login)
            .where(Login.digest == digest, Login.ended_at.is_(None), Login.expires_at > now())
            .where(Login.user_id.in_(select(User.id).where(User.active)))
            .values(digest=secrets.digest(fresh), previous=digest)
            .returning(Login)
        )
    ).scalar_one_or_none()
    if swapped is None:
        await db.exec(update(Login).where(Login.previous == digest, Login.ended_at.is_(None)).values(ended_at=now()))
        await db.commit()
        raise Unauthenticated
    await db.commit()
    return hand_out(response, swapped.user_id, swapped, fresh)


@router.delete("", status_code=204)
async def sign_out(signed: SignedIn, db: Db, response: Response) -> None:
    await db.exec(update(Login).where(Login.id == signed.login.id).values(ended_at=now()))
    await db.commit()
    response.delete_cookie(COOKIE, path="/session", secure=True, httponly=True, samesite="strict")
