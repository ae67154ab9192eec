import asyncio

from aiohttp import web

from accounts import store
from passwords import protect


async def register(request):
    form = await request.post()
    protected = await asyncio.to_thread(protect, str(form["password"]))
    await store(str(form["login"]), protected)
    return web.Response(status=201)


app = web.Application()
app.router.add_post("/accounts", register)
