from aiohttp import web

from .forecast import ForecastService

routes = web.RouteTableDef()
forecasts = ForecastService()


@routes.get("/forecast")
async def forecast(request):
    try:
        latitude = float(request.query["lat"])
        longitude = float(request.query["lon"])
    except (KeyError, ValueError):
        raise web.HTTPBadRequest()
    return web.json_response(await forecasts.forecast(latitude, longitude))
