from typing import Annotated

import asyncpg
from fastapi import Depends

from events.database import pool


class EventStore:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def of_organiser(self, organiser: int, limit: int, offset: int) -> list[dict]:
        rows = await self._pool.fetch(
            "SELECT id, title, starts_at FROM events WHERE organiser_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
            organiser,
            limit,
            offset,
        )
        return [dict(row) for row in rows]


def event_store(found: Annotated[asyncpg.Pool, Depends(pool)]) -> EventStore:
    return EventStore(found)
