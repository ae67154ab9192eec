from dataclasses import dataclass

import asyncpg


@dataclass(slots=True, frozen=True)
class Note:
    id: int
    author_id: int
    text: str


class NoteStore:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def get(self, note_id: int) -> Note | None:
        row = await self._pool.fetchrow("SELECT id, author_id, text FROM notes WHERE id = $1", note_id)
        return Note(**row) if row else None

    async def remove(self, note_id: int) -> None:
        await self._pool.execute("DELETE FROM notes WHERE id = $1", note_id)
