from aiohttp import web

from ..store import Collection, plain

routes = web.RouteTableDef()


@routes.get("/tariffs")
async def list_tariffs(request: web.Request) -> web.Response:
    rows = await Collection(request, "tariffs").find(sort="name")
    return web.json_response([plain(row) for row in rows])


@routes.put("/tariffs/{tariff}")
async def set_tariff(request: web.Request) -> web.Response:
    body = await request.json()
    price = body.get("price")
    if not isinstance(price, (int, float)) or not 0 < price < 10:
        raise web.HTTPBadRequest()
    await Collection(request, "tariffs").change(request.match_info["tariff"], {"price": float(price)})
    return web.json_response({"ok": True})
