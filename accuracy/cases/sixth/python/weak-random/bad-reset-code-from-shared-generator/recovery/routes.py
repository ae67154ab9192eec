from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, EmailStr, Field
from slowapi import Limiter
from slowapi.util import get_remote_address

from recovery.accounts import set_password
from recovery.deps import recovery_service
from recovery.service import RecoveryService

router = APIRouter(prefix="/recovery")
limiter = Limiter(key_func=get_remote_address, storage_uri="redis://cache:6379/3")
Service = Annotated[RecoveryService, Depends(recovery_service)]


class Begin(BaseModel):
    email: EmailStr


class Finish(BaseModel):
    code: str = Field(min_length=16, max_length=16)
    password: str = Field(min_length=12, max_length=200)


@router.post("", status_code=202)
@limiter.limit("3/minute")
async def begin(request: Request, body: Begin, service: Service):
    await service.begin(body.email)
    return {"sent": True}


@router.put("", status_code=204)
@limiter.limit("5/minute")
async def finish(request: Request, body: Finish, service: Service):
    email = await service.redeem(body.code)
    if email is None:
        raise HTTPException(400)
    await set_password(email, body.password)
