from urllib.parse import quote

import aiohttp
from aiohttp import web


async def weather(request):
    region = request.query.get("region", "eu")
    url = f"http://{region}.weather.internal/current"
    timeout = aiohttp.ClientTimeout(total=3)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        async with session.get(url) as response:
            return web.json_response(await response.json())


app = web.Application()
app.router.add_get("/weather", weather)
