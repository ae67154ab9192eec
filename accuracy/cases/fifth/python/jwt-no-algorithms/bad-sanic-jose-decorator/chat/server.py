import os

import asyncpg
from sanic import Sanic

from chat.repository import RoomRepository
from chat.rooms import bp

app = Sanic("chat")
app.blueprint(bp)


@app.before_server_start
async def connect(app):
    pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], command_timeout=8)
    app.ctx.rooms = RoomRepository(pool)
