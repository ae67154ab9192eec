from aiohttp import web

from unpickling import loads


async def receive(request):
    points = loads(await request.read())
    return web.json_response({"points": len(points)})


app = web.Application(client_max_size=100_000)
app.router.add_post("/points", receive)
