import aiosqlite
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

SUGGEST = "SELECT name FROM streets WHERE name LIKE {} ORDER BY name LIMIT 8"


async def suggestions(socket: WebSocket) -> None:
    await socket.accept()
    async with aiosqlite.connect("streets.db") as db:
        try:
            while True:
                message = await socket.receive_json()
                prefix = str(message["prefix"])[:60]
                cursor = await db.execute(SUGGEST.format("?"), (f"{prefix}%",))
                await socket.send_json([name for (name,) in await cursor.fetchall()])
        except WebSocketDisconnect:
            return


app = Starlette(routes=[WebSocketRoute("/suggest", suggestions)])
