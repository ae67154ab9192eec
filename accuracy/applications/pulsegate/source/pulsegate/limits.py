from collections.abc import Callable

from fastapi import Request
from redis.asyncio import Redis

from .config import settings
from .errors import TooMany

_redis: Redis | None = None


def redis() -> Redis:
    global _redis
    if _redis is None:
        _redis = Redis.from_url(settings().redis.unicode_string(), socket_timeout=2, socket_connect_timeout=2, max_connections=50)
    return _redis


async def spend(name: str, subject: str, most: int, seconds: int) -> None:
    key = f"limit:{name}:{subject}"
    async with redis().pipeline(transaction=True) as pipe:
        used, _ = await pipe.incr(key).expire(key, seconds, nx=True).execute()
    if used > most:
        raise TooMany(headers={"Retry-After": str(seconds)})


def network(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def limited(name: str, most: int, seconds: int, by: Callable[[Request], str] = network):
    async def check(request: Request) -> None:
        await spend(name, by(request), most, seconds)

    return check
