from enum import Enum

import aiosqlite
from fastapi import FastAPI


class Order(str, Enum):
    newest = "created_at DESC"
    cheapest = "price ASC"


app = FastAPI()


@app.get("/offers")
async def offers(order: Order = Order.newest):
    async with aiosqlite.connect("offers.sqlite") as db:
        async with db.execute(f"SELECT title, price FROM offers ORDER BY {order.value} LIMIT 50") as cursor:
            return [{"title": title, "price": price} for title, price in await cursor.fetchall()]
