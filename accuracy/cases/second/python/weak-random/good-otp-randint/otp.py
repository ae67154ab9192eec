from random import SystemRandom

from redis.asyncio import Redis

_draw = SystemRandom()


class OneTimeCodes:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def issue(self, user_id: int) -> str:
        code = f"{_draw.randint(0, 999_999):06d}"
        await self._redis.set(f"otp:{user_id}", code, ex=300)
        return code

    async def redeem(self, user_id: int, code: str) -> bool:
        return await self._redis.getdel(f"otp:{user_id}") == code.encode()
