from typing import Annotated

from fastapi import Depends, Request
from redis.asyncio import Redis

from .problems import Problem
from .security import digest
from .settings import settings

redis = Redis.from_url(str(settings().redis_url), socket_timeout=2, socket_connect_timeout=2, health_check_interval=30)
count = redis.register_script(
    "local n = redis.call('INCR', KEYS[1]) if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end return n"
)


async def spend(name: str, who: str, calls: int, seconds: int) -> None:
    if await count(keys=[f"frost:{name}:{digest(who)}"], args=[seconds]) > calls:
        raise Problem(429, "too many requests", {"Retry-After": str(seconds)})


def caller(request: Request) -> str:
    return request.client.host if request.client else "unknown"


Caller = Annotated[str, Depends(caller)]


def throttle(name: str, calls: int, seconds: int):
    async def check(who: Caller) -> None:
        await spend(name, who, calls, seconds)

    return Depends(check)
