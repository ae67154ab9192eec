from contextlib import asynccontextmanager
from datetime import date

import asyncpg
from fastapi import FastAPI, Request

from builder import ReportQuery


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(dsn="postgresql:///sales", command_timeout=10)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


@app.get("/reports/sales")
async def sales(request: Request, region: str, since: date):
    query = ReportQuery().region(region).since(since)
    rows = await request.app.state.pool.fetch(query.text(), *query.values)
    return [dict(row) for row in rows]
