import re

from aiohttp import web

from client import usage

TENANT = re.compile(r"[a-z0-9-]{1,40}")


async def show(request):
    tenant = request.query.get("tenant", "")
    if not TENANT.match(tenant):
        raise web.HTTPNotFound()
    return web.json_response(await usage(tenant))


app = web.Application()
app.router.add_get("/usage", show)
