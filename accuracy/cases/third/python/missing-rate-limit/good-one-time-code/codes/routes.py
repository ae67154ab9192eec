import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, EmailStr, Field
from redis.asyncio import Redis

from codes.connections import redis_connection
from codes.limits import limited
from codes.tokens import token_for

router = APIRouter()


class SignIn(BaseModel):
    email: EmailStr
    code: str = Field(pattern=r"^\d{6}$")


@router.post("/codes/resend", dependencies=[Depends(limited)], status_code=202)
async def resend(email: EmailStr, redis: Annotated[Redis, Depends(redis_connection)]) -> None:
    await redis.publish("codes", email)


@router.post("/login", dependencies=[Depends(limited)])
async def login(form: SignIn, redis: Annotated[Redis, Depends(redis_connection)]) -> dict:
    expected = await redis.get(f"code:{form.email}")
    if expected is None or not hmac.compare_digest(expected, form.code.encode()):
        raise HTTPException(401, "wrong code")
    await redis.delete(f"code:{form.email}")
    return {"token": token_for(form.email)}
