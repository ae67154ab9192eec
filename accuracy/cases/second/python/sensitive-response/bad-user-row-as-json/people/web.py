from aiohttp import web

from people.repository import PeopleRepository

routes = web.RouteTableDef()


@routes.get("/people/{handle}")
async def person(request: web.Request) -> web.Response:
    repository: PeopleRepository = request.app["people"]
    row = await repository.by_handle(request.match_info["handle"])
    if row is None:
        raise web.HTTPNotFound
    return web.json_response(dict(row))
