import re

from aiohttp import web

from .. import crypto
from ..store import Collection, oid, only, plain

routes = web.RouteTableDef()
EDITABLE = ("label", "floor")


@routes.get("/meters")
async def list_meters(request: web.Request) -> web.Response:
    after = request.query.get("after")
    rows = await Collection(request, "meters").page(after=oid(after) if after else None)
    return web.json_response([only(row, "label", "kind", "floor") for row in rows])


@routes.get("/meters/find")
async def find_meter(request: web.Request) -> web.Response:
    word = re.escape(request.query.get("q", "")[:40])
    rows = await Collection(request, "meters").page({"label": {"$regex": f"^{word}", "$options": "i"}})
    return web.json_response([only(row, "label", "kind", "floor") for row in rows])


@routes.post("/meters/query")
async def query_meters(request: web.Request) -> web.Response:
    """The table in the office builds its own filter."""
    body = await request.json()
    rows = await Collection(request, "meters").page(body.get("filter"))
    return web.json_response([only(row, "label", "kind", "floor") for row in rows])


@routes.get("/meters/{meter}")
async def show_meter(request: web.Request) -> web.Response:
    return web.json_response(plain(await Collection(request, "meters").one(request.match_info["meter"])))


@routes.patch("/meters/{meter}")
async def change_meter(request: web.Request) -> web.Response:
    body = await request.json()
    values = {key: str(body[key])[:80] for key in EDITABLE if key in body}
    if not values:
        raise web.HTTPBadRequest()
    await Collection(request, "meters").change(request.match_info["meter"], values)
    return web.json_response({"ok": True})


@routes.post("/meters/{meter}/note")
async def note(request: web.Request) -> web.Response:
    body = await request.json()
    sealed = crypto.seal_note(str(body.get("note", ""))[:2000])
    await Collection(request, "meters").change(request.match_info["meter"], {"note": sealed})
    return web.json_response({"ok": True})
