from dataclasses import dataclass

from fastapi import HTTPException, Request


@dataclass(frozen=True)
class Account:
    id: int


class AccountStore:
    def __init__(self, pool) -> None:
        self.pool = pool

    async def set_avatar(self, account_id: int, address: str) -> None:
        await self.pool.execute("UPDATE accounts SET avatar = $2 WHERE id = $1", account_id, address)


def account_store(request: Request) -> AccountStore:
    return AccountStore(request.app.state.pool)


async def current_account(request: Request) -> Account:
    token = request.cookies.get("session", "")
    found = await request.app.state.pool.fetchval(
        "SELECT account_id FROM sessions WHERE token = $1 AND expires_at > now()", token
    )
    if found is None:
        raise HTTPException(401)
    return Account(found)
