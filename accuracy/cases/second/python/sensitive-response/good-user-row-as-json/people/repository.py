import asyncpg


class PeopleRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def by_handle(self, handle: str) -> asyncpg.Record | None:
        return await self._pool.fetchrow("SELECT handle, name FROM people WHERE handle = $1", handle)
