from aiohttp import web

PAGE = 100


async def alerts(request: web.Request) -> web.Response:
    collection = request.app["mongo"].ops.alerts
    cursor = collection.find({"team": request["user"].team}, {"_id": 0}).sort("raised_at", -1)
    page = max(0, int(request.query.get("page", "0")))
    found = await cursor.skip(page * PAGE).limit(PAGE).to_list(length=PAGE)
    return web.json_response({"alerts": found})


def setup(app: web.Application) -> None:
    app.router.add_get("/alerts", alerts)
