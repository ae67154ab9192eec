import logging

from aiohttp import web

from routes import routes

log = logging.getLogger("api")


@web.middleware
async def errors(request, handler):
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:
        log.exception("request failed")
        return web.json_response({"error": "internal", "kind": len(error.args)}, status=500)


app = web.Application(middlewares=[errors])
app.add_routes(routes)
