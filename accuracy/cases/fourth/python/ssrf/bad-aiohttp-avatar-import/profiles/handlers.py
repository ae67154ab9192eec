import aiohttp
from aiohttp import web

LIMIT = 512 * 1024
TIMEOUT = aiohttp.ClientTimeout(total=8)

routes = web.RouteTableDef()


@routes.post("/profile/avatar")
async def import_avatar(request: web.Request):
    user = request["user"]
    body = await request.json()
    source = body["imageUrl"]
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        async with session.get(source) as response:
            if response.status != 200:
                raise web.HTTPBadGateway()
            data = await response.content.read(LIMIT)
    await request.app["profiles"].store_avatar(user.id, data)
    return web.json_response({"bytes": len(data)})
