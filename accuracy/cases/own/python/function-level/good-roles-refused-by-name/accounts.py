from dataclasses import dataclass

from fastapi import HTTPException, Request


@dataclass
class Account:
    id: int
    role: str


async def current_account(request: Request) -> Account:
    account = request.session.get("account")
    if account is None:
        raise HTTPException(status_code=401)
    return Account(**account)
