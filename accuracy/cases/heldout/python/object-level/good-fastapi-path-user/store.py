import asyncpg


class Addresses:
    def __init__(self, pool: asyncpg.Pool):
        self.pool = pool

    async def of(self, user_id: int, limit: int):
        rows = await self.pool.fetch("SELECT street, city FROM addresses WHERE user_id = $1 LIMIT $2", user_id, limit)
        return [dict(row) for row in rows]


_pool = None


async def addresses() -> Addresses:
    global _pool
    if _pool is None:
        _pool = await asyncpg.create_pool(dsn="postgresql:///people", command_timeout=10)
    return Addresses(_pool)
