import os

import aiosqlite


async def find_prints(words):
    query = "SELECT title, year FROM prints WHERE title LIKE ? ORDER BY year LIMIT 60"
    async with aiosqlite.connect(os.environ["GALLERY_DB"]) as connection:
        connection.row_factory = aiosqlite.Row
        async with connection.execute(query, (f"%{words}%",)) as cursor:
            return await cursor.fetchall()
