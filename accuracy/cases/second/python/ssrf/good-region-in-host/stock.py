from typing import Literal

import aiohttp
from fastapi import FastAPI

app = FastAPI()
Region = Literal["eu", "us", "apac"]
TIMEOUT = aiohttp.ClientTimeout(total=4)


@app.get("/stock/{sku}")
async def stock(sku: int, region: Region = "eu"):
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        async with session.get(f"https://{region}.stock.example.com/items/{sku}") as response:
            return await response.json()
