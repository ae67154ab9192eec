from typing import Annotated

from fastapi import Depends, HTTPException, Request
from redis.asyncio import Redis

from codes.connections import redis_connection

TRIES, WINDOW_SECONDS = 5, 300


async def limited(request: Request, redis: Annotated[Redis, Depends(redis_connection)]) -> None:
    key = f"tries:{request.url.path}:{request.client.host}"
    async with redis.pipeline(transaction=True) as pipe:
        tries, _ = await pipe.incr(key).expire(key, WINDOW_SECONDS, nx=True).execute()
    if tries > TRIES:
        raise HTTPException(429, "too many tries", headers={"Retry-After": str(WINDOW_SECONDS)})
