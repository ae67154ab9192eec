from dataclasses import dataclass

from fastapi import HTTPException, Request


@dataclass(frozen=True)
class Principal:
    user_id: int
    tenant_id: int


async def current_principal(request: Request) -> Principal:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    row = await request.app.state.pool.fetchrow(
        "SELECT user_id, tenant_id FROM sessions WHERE token = $1 AND expires_at > now()", token
    )
    if row is None:
        raise HTTPException(status_code=401)
    return Principal(row["user_id"], row["tenant_id"])
