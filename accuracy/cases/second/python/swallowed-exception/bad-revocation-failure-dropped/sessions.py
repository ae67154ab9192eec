from redis.asyncio import Redis


class Sessions:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def _drop(self, session_id: str) -> None:
        if not await self._redis.delete(f"session:{session_id}"):
            raise LookupError(session_id)

    async def revoke(self, session_id: str) -> None:
        try:
            await self._drop(session_id)
        except Exception:
            return None
