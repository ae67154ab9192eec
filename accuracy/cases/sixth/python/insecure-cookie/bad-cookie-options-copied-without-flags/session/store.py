import os
import secrets

from redis.asyncio import Redis

redis = Redis.from_url(os.environ["REDIS_URL"], decode_responses=True, socket_timeout=3)


async def open_session(user_id: int, seconds: int) -> str:
    key = secrets.token_urlsafe(32)
    await redis.set(f"session:{key}", user_id, ex=seconds)
    return key


async def attempts(address: str) -> int:
    async with redis.pipeline(transaction=True) as pipe:
        count, _ = await pipe.incr(f"attempts:{address}").expire(f"attempts:{address}", 300).execute()
    return count
