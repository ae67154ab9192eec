import os
from dataclasses import dataclass

import aiosqlite


@dataclass
class User:
    id: int
    name: str


async def find_user(user_id: int) -> User | None:
    async with aiosqlite.connect(os.environ["PLANT_DB"]) as connection:
        async with connection.execute("SELECT id, name FROM users WHERE id = ?", (user_id,)) as cursor:
            row = await cursor.fetchone()
    return User(*row) if row else None
