import asyncio

import redis.asyncio as redis

store = redis.Redis(host="redis.internal", socket_timeout=2)


async def acquire(name: str) -> bool:
    for attempt in range(5):
        if await store.set(f"lock:{name}", "1", nx=True, ex=30):
            return True
        delay = 0.1 * 2**attempt
        await asyncio.sleep(delay)
    return False
