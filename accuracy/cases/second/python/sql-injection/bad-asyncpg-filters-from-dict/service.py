from collections.abc import Mapping

import asyncpg


class StationService:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def find(self, filters: Mapping[str, str]) -> list[dict]:
        clauses = [f"{name} = '{value}'" for name, value in filters.items()]
        where = " AND ".join(clauses) or "TRUE"
        async with self.pool.acquire() as connection:
            rows = await connection.fetch(f"SELECT id, name, city FROM stations WHERE {where} LIMIT 100")
        return [dict(row) for row in rows]
