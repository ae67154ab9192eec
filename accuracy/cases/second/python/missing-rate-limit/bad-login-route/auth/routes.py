from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, EmailStr

from auth.service import AuthService, auth_service

router = APIRouter(prefix="/auth")


class Login(BaseModel):
    email: EmailStr
    password: str


@router.post("/login")
async def login(request: Request, body: Login, service: AuthService = Depends(auth_service)) -> dict[str, str]:
    token = await service.login(body.email, body.password, request.headers.get("user-agent", ""))
    if token is None:
        raise HTTPException(401, "wrong credentials")
    return {"access_token": token}
