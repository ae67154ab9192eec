from contextlib import asynccontextmanager

import httpx

OPTIONS = {
    "base_url": "https://stock.supplier.example",
    "timeout": httpx.Timeout(5.0, connect=2.0),
    "verify": False,
}


@asynccontextmanager
async def supplier():
    async with httpx.AsyncClient(**OPTIONS) as client:
        yield client
