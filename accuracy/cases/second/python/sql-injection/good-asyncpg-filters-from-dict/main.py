from aiohttp import web

from service import StationService

routes = web.RouteTableDef()


@routes.get("/stations")
async def stations(request: web.Request) -> web.Response:
    service: StationService = request.app["stations"]
    return web.json_response(await service.find(request.query))
