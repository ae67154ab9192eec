from aiohttp import web

from catalog.repository import PartRepository

repository_key = web.AppKey("repository", PartRepository)
routes = web.RouteTableDef()


@routes.get("/parts")
async def search_parts(request: web.Request) -> web.Response:
    params = dict(request.query)
    try:
        limit = int(params.pop("limit", 25))
    except ValueError:
        raise web.HTTPBadRequest(text="limit must be a number")
    found = await request.app[repository_key].matching(params, limit)
    return web.json_response({"parts": found})
