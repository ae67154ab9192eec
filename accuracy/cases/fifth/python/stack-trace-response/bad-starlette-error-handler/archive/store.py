import os

import aiosqlite


async def find_document(number: int):
    async with aiosqlite.connect(os.environ["ARCHIVE_DB"]) as connection:
        connection.row_factory = aiosqlite.Row
        async with connection.execute("SELECT number, title, public FROM documents WHERE number = ?", (number,)) as cursor:
            return await cursor.fetchone()
