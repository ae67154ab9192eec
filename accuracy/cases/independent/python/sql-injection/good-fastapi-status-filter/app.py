from enum import Enum

import asyncpg
from fastapi import Depends, FastAPI

app = FastAPI()


class Status(str, Enum):
    open = "open"
    paid = "paid"
    void = "void"


async def database():
    connection = await asyncpg.connect("postgresql://localhost/billing")
    try:
        yield connection
    finally:
        await connection.close()


@app.get("/orders")
async def orders(status: Status, page: int = 1, connection=Depends(database)):
    offset = (page - 1) * 20
    query = f"SELECT id FROM orders WHERE status = '{status.value}' LIMIT 20 OFFSET {offset}"
    rows = await connection.fetch(query)
    return [row["id"] for row in rows]
