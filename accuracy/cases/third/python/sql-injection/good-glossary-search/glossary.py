import os
from contextlib import asynccontextmanager

import aiomysql
from sanic import Sanic
from sanic.response import json

from guards import protected

app = Sanic("glossary")


def pattern_of(words: str) -> str:
    return "%" + words.replace("%", "\\%") + "%"


@app.before_server_start
async def open_pool(app):
    app.ctx.pool = await aiomysql.create_pool(
        host=os.environ["DB_HOST"],
        user=os.environ["DB_USER"],
        password=os.environ["DB_PASSWORD"],
        db="glossary",
        connect_timeout=3,
    )


@asynccontextmanager
async def cursor():
    async with app.ctx.pool.acquire() as connection, connection.cursor(aiomysql.DictCursor) as found:
        yield found


@app.get("/terms")
@protected
async def terms(request):
    pattern = pattern_of(request.args.get("q", ""))
    async with cursor() as cur:
        statement = "SELECT id, term, meaning FROM terms WHERE term LIKE %s ORDER BY term LIMIT 50"
        await cur.execute(statement, (pattern,))
        return json(await cur.fetchall())
