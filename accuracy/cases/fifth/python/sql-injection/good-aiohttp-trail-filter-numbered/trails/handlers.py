from aiohttp import web

from .queries import TrailQuery

routes = web.RouteTableDef()


@routes.get("/trails")
async def find_trails(request):
    query = TrailQuery().where("region", request.query.get("region")).where("difficulty", request.query.get("difficulty"))
    async with request.app["pool"].acquire() as connection:
        rows = await connection.fetch(query.build(), *query.arguments)
    return web.json_response([dict(row) for row in rows])
