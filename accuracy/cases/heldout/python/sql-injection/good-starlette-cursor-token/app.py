import aiosqlite
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from paging import Cursor


async def songs(request):
    cursor = Cursor(request.query_params["cursor"])
    async with aiosqlite.connect("songs.sqlite") as db:
        rows = await db.execute_fetchall(f"SELECT id, title FROM songs WHERE {cursor.where()} ORDER BY id LIMIT {cursor.size}")
    return JSONResponse([{"id": id, "title": title} for id, title in rows])


app = Starlette(routes=[Route("/songs", songs)])
