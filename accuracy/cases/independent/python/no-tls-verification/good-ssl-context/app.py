import ssl

import aiohttp
from aiohttp import web


def context():
    made = ssl.create_default_context()
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made


async def rates(request):
    timeout = aiohttp.ClientTimeout(total=5)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        async with session.get("https://rates.internal/today", ssl=context()) as answer:
            return web.json_response(await answer.json())


app = web.Application()
app.router.add_get("/rates", rates)
