import asyncio
import random
import secrets

from redis.asyncio import Redis

from texts import send_text


async def send_pin(redis: Redis, phone: str) -> None:
    pin = f"{random.randrange(10**6):06d}"
    challenge = secrets.token_hex(8)
    await redis.set(f"pin:{phone}", f"{challenge}:{pin}", ex=300)
    for attempt in range(3):
        try:
            await send_text(phone, f"Your PIN is {pin}")
            return
        except ConnectionError:
            await asyncio.sleep(2**attempt + random.random())
