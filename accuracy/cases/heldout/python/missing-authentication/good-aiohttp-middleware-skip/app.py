import os
import secrets

from aiohttp import web

from tenants import suspend

OPEN = ("/health",)


@web.middleware
async def authenticate(request, handler):
    if request.path.startswith(OPEN):
        return await handler(request)
    given = request.headers.get("Authorization", "")
    if not secrets.compare_digest(given, "Bearer " + os.environ["API_TOKEN"]):
        raise web.HTTPUnauthorized()
    return await handler(request)


async def health(request):
    return web.json_response({"status": "ok"})


async def suspend_tenant(request):
    await suspend(int(request.match_info["tenant"]))
    return web.Response(status=204)


app = web.Application(middlewares=[authenticate])
app.router.add_get("/health", health)
app.router.add_post("/api/internal/tenants/{tenant}/suspend", suspend_tenant)
