from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, EmailStr, Field

from .passwords import hash_password
from .store import Users, get_users

router = APIRouter()


class SignUp(BaseModel):
    email: EmailStr
    password: str = Field(min_length=12, max_length=128)


@router.post("/users", status_code=201)
def sign_up(body: SignUp, users: Users = Depends(get_users)):
    if users.exists(body.email):
        raise HTTPException(409)
    return {"id": users.add(body.email, hash_password(body.password))}
