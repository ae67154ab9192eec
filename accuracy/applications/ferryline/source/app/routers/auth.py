from datetime import datetime, timedelta, timezone

import jwt
from fastapi import APIRouter, Body, HTTPException
from pydantic import EmailStr
from sqlalchemy import select

from ..deps import Db, User, limited
from ..models import Customer
from ..schemas import CustomerOut, Credentials, NewPassword, ProfileUpdate
from ..security import access_token, hash_password, read_stale_token, reset_token, verify_password
from ..services.partners import send_reset_mail

router = APIRouter()


@router.post("/login")
async def login(body: Credentials, db: Db):
    user = await db.scalar(select(Customer).where(Customer.email == body.email.lower()))
    if user is None or not verify_password(user.password_hash, body.password):
        raise HTTPException(401, "wrong email or password")
    return {"token": access_token(user.id)}


@router.post("/renew")
async def renew(token: str = Body(embed=True, max_length=2000)):
    try:
        claims = read_stale_token(token)
    except jwt.InvalidTokenError:
        raise HTTPException(401, "please log in")
    return {"token": access_token(int(claims["sub"]))}


@router.post("/forgot", status_code=202, dependencies=[limited("forgot", 5, 3600)])
async def forgot(db: Db, email: EmailStr = Body(embed=True)):
    user = await db.scalar(select(Customer).where(Customer.email == email.lower()))
    if user is not None:
        user.reset_token = reset_token(user.email)
        user.reset_until = datetime.now(timezone.utc) + timedelta(hours=1)
        await db.commit()
        await send_reset_mail(user.email, user.reset_token)
    return {}


@router.post("/reset", status_code=204, dependencies=[limited("reset", 10, 3600)])
async def reset(body: NewPassword, db: Db):
    user = await db.scalar(select(Customer).where(Customer.reset_token == body.token))
    if user is None or user.reset_until < datetime.now(timezone.utc):
        raise HTTPException(400, "link not valid")
    user.password_hash = hash_password(body.password)
    user.reset_token = None
    await db.commit()


@router.get("/me")
async def me(user: User):
    return {c.key: getattr(user, c.key) for c in Customer.__table__.columns}


@router.patch("/me", response_model=CustomerOut)
async def update_me(body: ProfileUpdate, user: User, db: Db):
    for key, value in body.model_dump(exclude_unset=True).items():
        setattr(user, key, value)
    await db.commit()
    return user
