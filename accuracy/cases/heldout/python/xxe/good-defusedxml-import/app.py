from aiohttp import web
from defusedxml.ElementTree import fromstring


async def receive(request):
    root = fromstring(await request.text())
    return web.json_response({"kind": root.tag})


app = web.Application()
app.router.add_post("/messages", receive)
