import aiosqlite

from context import current_locale


async def load_phrases():
    locale = current_locale.get()
    async with aiosqlite.connect("phrases.db") as db:
        cursor = await db.execute(f"SELECT key, text FROM phrases WHERE locale = '{locale}' LIMIT 500")
        return dict(await cursor.fetchall())
