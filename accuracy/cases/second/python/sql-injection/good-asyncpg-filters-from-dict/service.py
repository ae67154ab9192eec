from collections.abc import Mapping

import asyncpg

FILTERABLE = frozenset({"city", "kind", "operator"})


class StationService:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def find(self, filters: Mapping[str, str]) -> list[dict]:
        used = [(name, value) for name, value in filters.items() if name in FILTERABLE]
        clauses = [f"{name} = ${position}" for position, (name, _) in enumerate(used, start=1)]
        where = " AND ".join(clauses) or "TRUE"
        async with self.pool.acquire() as connection:
            rows = await connection.fetch(
                f"SELECT id, name, city FROM stations WHERE {where} LIMIT 100", *(value for _, value in used)
            )
        return [dict(row) for row in rows]
