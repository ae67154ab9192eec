"""Saved searches, which are run later and tell their owner."""

from aiohttp import web

from ..db import DB
from ..services import catalogue, importer
from ..support import ApiError, current_user, number, read_json, reply

routes = web.RouteTableDef()


async def own_search(request):
    row = await request.app[DB].one(
        "SELECT * FROM saved_searches WHERE id = ? AND user_id = ?",
        (number(request, "search_id"), current_user(request)["id"]),
    )
    if row is None:
        raise ApiError(404, "no such search")
    return row


@routes.get("/v1/saved-searches")
async def saved(request):
    rows = await request.app[DB].all(
        "SELECT * FROM saved_searches WHERE user_id = ? ORDER BY id LIMIT 100", (current_user(request)["id"],)
    )
    return reply({"items": rows})


@routes.post("/v1/saved-searches")
async def save(request):
    db, me, body = request.app[DB], current_user(request), await read_json(request)
    search_id = await db.run(
        "INSERT INTO saved_searches (user_id, name, category, term, max_price, notify_url) VALUES (?, ?, ?, ?, ?, ?)",
        (
            me["id"],
            str(body["name"]),
            str(body.get("category", "")),
            str(body.get("term", "")),
            body.get("max_price"),
            str(body.get("notify_url", "")),
        ),
    )
    return reply(await db.one("SELECT * FROM saved_searches WHERE id = ?", (search_id,)), 201)


@routes.post(r"/v1/saved-searches/{search_id:\d+}/run")
async def run(request):
    db, row = request.app[DB], await own_search(request)
    items = await catalogue.run_saved(db, row)
    await db.run("UPDATE saved_searches SET last_run = datetime('now') WHERE id = ?", (row["id"],))
    notified = None
    if row["notify_url"]:
        notified = await importer.notify(row["notify_url"], {"search": row["name"], "found": len(items)})
    return reply({"found": len(items), "items": items, "notified": notified})


@routes.delete(r"/v1/saved-searches/{search_id:\d+}")
async def forget(request):
    row = await own_search(request)
    await request.app[DB].run("DELETE FROM saved_searches WHERE id = ? AND user_id = ?", (row["id"], row["user_id"]))
    return web.Response(status=204)


@routes.get(r"/v1/saved-searches/{search_id:\d+}/unsubscribe")
async def unsubscribe(request):
    search_id = number(request, "search_id")
    await request.app[DB].run("DELETE FROM saved_searches WHERE id = ?", (search_id,))
    return reply({"message": "you will not hear of this search again"})
