from litestar import post
from pydantic import BaseModel, EmailStr, Field

from accounts.passwords import create
from accounts.store import AccountStore


class Registration(BaseModel):
    email: EmailStr
    password: str = Field(min_length=12, max_length=128)


@post("/accounts", status_code=201)
async def register(data: Registration, accounts: AccountStore) -> dict[str, int]:
    return {"id": await accounts.add(data.email, create(data.password))}
