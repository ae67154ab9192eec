from collections.abc import Mapping

import asyncpg

FACETS = frozenset({"brand", "colour", "material", "size"})


class PartRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def matching(self, facets: Mapping[str, str], limit: int) -> list[dict]:
        conditions, values = [], []
        for name, value in facets.items():
            values.append(value)
            conditions.append(f"{name} = ${len(values)}")
        where = " AND ".join(conditions) or "TRUE"
        values.append(min(limit, 100))
        statement = f"SELECT id, title, price_cents FROM parts WHERE {where} ORDER BY id LIMIT ${len(values)}"
        async with self._pool.acquire(timeout=3) as connection:
            rows = await connection.fetch(statement, *values)
        return [dict(row) for row in rows]
