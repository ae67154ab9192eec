import os
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl

import asyncpg
from fastapi import FastAPI, Request

COLUMNS = {"city", "country", "kind"}


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], command_timeout=10)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


def wanted(raw: str):
    for key, value in parse_qsl(raw, max_num_fields=20):
        if key in COLUMNS:
            yield key, value


@app.get("/venues")
async def venues(request: Request):
    pairs = list(wanted(request.url.query))
    where = " AND ".join(["true", *(f"{key} = '{value}'" for key, value in pairs)])
    records = await request.app.state.pool.fetch(f"SELECT id, name FROM venues WHERE {where} LIMIT 100")
    return [dict(r) for r in records]
