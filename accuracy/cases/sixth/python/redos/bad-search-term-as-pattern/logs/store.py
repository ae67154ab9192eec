from redis.asyncio import Redis


class LogStore:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    async def tail(self, service_id: int, count: int = 2000) -> list[str]:
        lines = await self.redis.lrange(f"log:{service_id}", -count, -1)
        return [line.decode(errors="replace") for line in lines]
