from collections.abc import AsyncIterator

import httpx


async def http_client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=None, limits=httpx.Limits(max_connections=20)) as client:
        yield client
