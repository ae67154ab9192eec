import os

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from redis.asyncio import Redis

from cart.session import cart_key
from cart.state import freeze, restore

router = APIRouter(prefix="/cart")
redis = Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2)


class Snapshot(BaseModel):
    state: str


@router.put("")
async def replace(body: Snapshot, key: str = Depends(cart_key)):
    state = restore(body.state)
    await redis.set(key, freeze(state), ex=86_400)
    return {"lines": len(state.lines), "total": state.total()}
