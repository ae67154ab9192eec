from aiohttp import web

PAGE = 100


async def alerts(request: web.Request) -> web.Response:
    collection = request.app["mongo"].ops.alerts
    cursor = collection.find({"team": request["user"].team}, {"_id": 0}).sort("raised_at", -1)
    found = await cursor.to_list(length=None)
    return web.json_response({"alerts": found})


def setup(app: web.Application) -> None:
    app.router.add_get("/alerts", alerts)
