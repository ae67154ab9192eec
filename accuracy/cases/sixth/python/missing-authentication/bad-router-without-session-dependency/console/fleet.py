from contextlib import asynccontextmanager

import asyncpg


class Fleet:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    @classmethod
    @asynccontextmanager
    async def connect(cls, dsn: str):
        async with asyncpg.create_pool(dsn, command_timeout=10) as pool:
            yield cls(pool)

    async def machines(self, limit: int, offset: int) -> list[dict]:
        rows = await self.pool.fetch(
            "SELECT id, name, state FROM machines ORDER BY id LIMIT $1 OFFSET $2", limit, offset
        )
        return [dict(row) for row in rows]

    async def add_rule(self, metric: str, threshold: float) -> int:
        return await self.pool.fetchval(
            "INSERT INTO rules (metric, threshold) VALUES ($1, $2) RETURNING id", metric, threshold
        )

    async def drop_backup(self, backup_id: int) -> bool:
        return await self.pool.execute("DELETE FROM backups WHERE id = $1", backup_id) == "DELETE 1"
