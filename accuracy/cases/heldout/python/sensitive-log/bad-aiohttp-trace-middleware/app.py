import logging

from aiohttp import web

logger = logging.getLogger("gateway")


@web.middleware
async def trace(request, handler):
    logger.debug("%s %s authorization=%s", request.method, request.path, request.headers.get("Authorization"))
    return await handler(request)


async def ping(request):
    return web.json_response({"pong": True})


app = web.Application(middlewares=[trace])
app.router.add_get("/ping", ping)
