import json

from redis.asyncio import Redis


class ProfileCache:
    def __init__(self, redis: Redis, prefix: str = "profile") -> None:
        self._redis = redis
        self._prefix = prefix

    def _key(self, user_id: int) -> str:
        return f"{self._prefix}:{user_id}"

    async def get(self, user_id: int) -> dict | None:
        raw = await self._redis.get(self._key(user_id))
        return json.loads(raw) if raw else None

    async def put(self, user_id: int, profile: dict) -> None:
        await self._redis.set(self._key(user_id), json.dumps(profile), ex=900)
