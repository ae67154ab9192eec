"""Saved searches, which are run later and leave a notification for their owner."""

from aiohttp import web

from .. import schema
from ..db import DB, many, one
from ..schema import Optional
from ..support import PAGED, body, conflict, empty, me, not_found, number, query, reply, window

routes = web.RouteTableDef()

SAVED = {
    "name": schema.text(80),
    "category": Optional(schema.choice(*schema.CATEGORIES), ""),
    "term": Optional(schema.text(80, 0), ""),
    "max_price": Optional(schema.CENTS),
}
OWN = "SELECT * FROM saved_searches WHERE id = ? AND user_id = ?"


@routes.get("/v1/saved-searches")
async def saved(request):
    args = query(request, PAGED)
    rows = await request.app[DB].many(
        "SELECT * FROM saved_searches WHERE user_id = ? ORDER BY id LIMIT ? OFFSET ?",
        (me(request)["id"], *window(args)),
    )
    return reply({"items": rows})


def create(conn, user_id, data):
    if one(conn, "SELECT COUNT(*) AS n FROM saved_searches WHERE user_id = ?", (user_id,))["n"] >= 50:
        raise conflict("there are enough saved searches")
    row = conn.execute(
        "INSERT INTO saved_searches (user_id, name, category, term, max_price) VALUES (?, ?, ?, ?, ?)",
        (user_id, data["name"], data["category"], data["term"], data.get("max_price")),
    )
    return one(conn, OWN, (row.lastrowid, user_id))


@routes.post("/v1/saved-searches")
async def save(request):
    data = await body(request, SAVED)
    return reply(await request.app[DB].write(create, me(request)["id"], data), 201)


def execute(conn, search_id, user_id):
    row = one(conn, OWN, (search_id, user_id))
    if row is None:
        raise not_found()
    items = many(
        conn,
        "SELECT id, title, price FROM listings WHERE status = 'active' AND (? = '' OR category = ?)"
        " AND instr(lower(title), lower(?)) > 0 AND price <= coalesce(?, price) ORDER BY id DESC LIMIT 50",
        (row["category"], row["category"], row["term"], row["max_price"]),
    )
    conn.execute("UPDATE saved_searches SET last_run = datetime('now') WHERE id = ?", (search_id,))
    conn.execute(
        "INSERT INTO notifications (user_id, text) VALUES (?, ?)", (user_id, f"{row['name']}: {len(items)} found")
    )
    return {"found": len(items), "items": items}


@routes.post(r"/v1/saved-searches/{search_id:\d{1,12}}/run")
async def run(request):
    return reply(await request.app[DB].write(execute, number(request, "search_id"), me(request)["id"]))


def remove(conn, search_id, user_id):
    deleted = conn.execute("DELETE FROM saved_searches WHERE id = ? AND user_id = ?", (search_id, user_id))
    if deleted.rowcount != 1:
        raise not_found()


@routes.delete(r"/v1/saved-searches/{search_id:\d{1,12}}")
@routes.post(r"/v1/saved-searches/{search_id:\d{1,12}}/unsubscribe")
async def forget(request):
    await request.app[DB].write(remove, number(request, "search_id"), me(request)["id"])
    return empty()
