from collections.abc import Sequence

import asyncpg


class BookRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def latest(self, first: int) -> list[asyncpg.Record]:
        return await self.pool.fetch(
            "SELECT id, title, publisher_id FROM books ORDER BY id DESC LIMIT $1", min(first, 100)
        )

    async def publisher(self, key: int) -> asyncpg.Record | None:
        return await self.pool.fetchrow("SELECT id, name FROM publishers WHERE id = $1", key)

    async def publishers(self, keys: Sequence[int]) -> list[asyncpg.Record | None]:
        rows = await self.pool.fetch(
            "SELECT id, name FROM publishers WHERE id = ANY($1::int[])", list(keys)
        )
        by_id = {row["id"]: row for row in rows}
        return [by_id.get(key) for key in keys]
