"""Sellers and their shops, statistics, reviews, favourites, reports."""

from aiohttp import web

from ..db import DB, one
from ..schema import ROW_ID, Optional, choice, text, website
from ..services.stores import CACHE
from ..support import PAGED, body, conflict, empty, me, not_found, number, query, reply, window

SHOP = {
    "name": Optional(text(80)),
    "headline": Optional(text(160, 0)),
    "website": Optional(website()),
    "auto_reply": Optional(text(300, 0, lines=True)),
    "theme": Optional(choice("plain", "dark", "wood")),
}
BUCKETS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
STATISTICS = (
    "SELECT strftime(?, created_at) AS period, COUNT(*) AS sales, SUM(amount) AS revenue FROM orders"
    " WHERE seller_id = ? GROUP BY period ORDER BY period DESC LIMIT 400"
)


async def seller(request):
    db, seller_id = request.app[DB], number(request, "seller_id")

    async def load():
        return await db.one("SELECT id, handle, name FROM users WHERE id = ? AND status = 'active'", (seller_id,))

    row = await request.app[CACHE].remember(f"seller:{seller_id}", 60, load)
    if row is None:
        raise not_found()
    return reply(row)


async def card(request):
    row = await request.app[DB].one(
        "SELECT id, handle, name FROM users WHERE id = ? AND status = 'active'", (number(request, "seller_id"),)
    )
    if row is None:
        raise not_found()
    row["contact_email"] = f"seller-{row['id']}@relay.secondstring.test"
    return reply(row)


async def statistics(request):
    seller_id, args = number(request, "seller_id"), query(request, {"bucket": Optional(choice(*BUCKETS), "month")})
    if seller_id != me(request)["id"]:
        raise not_found()
    rows = await request.app[DB].many(STATISTICS, (BUCKETS[args["bucket"]], seller_id))
    return reply({"seller_id": seller_id, "periods": len(rows), "items": rows})


async def seller_reviews(request):
    args = query(request, PAGED)
    rows = await request.app[DB].many(
        "SELECT id, stars, body FROM reviews WHERE seller_id = ? ORDER BY id DESC LIMIT ? OFFSET ?",
        (number(request, "seller_id"), *window(args)),
    )
    return reply({"items": rows})


def own_shop(conn, user_id):
    return one(conn, "SELECT * FROM shops WHERE owner_id = ?", (user_id,))


async def show_shop(request):
    return reply(await request.app[DB].read(own_shop, me(request)["id"]))


def edit(conn, user_id, data):
    for name in SHOP:
        if name in data:
            conn.execute(f"UPDATE shops SET {name} = ? WHERE owner_id = ?", (data[name], user_id))
    return own_shop(conn, user_id)


async def edit_shop(request):
    data = await body(request, SHOP)
    return reply(await request.app[DB].write(edit, me(request)["id"], data))


def join(conn, owner_id, user_id):
    if one(conn, "SELECT id FROM users WHERE id = ? AND status = 'active'", (user_id,)) is None:
        raise not_found()
    shop = own_shop(conn, owner_id)
    held = one(conn, "SELECT COUNT(*) AS n FROM shop_members WHERE shop_id = ?", (shop["id"],))
    if held["n"] >= 20:
        raise conflict("the shop has enough members")
    conn.execute("INSERT OR IGNORE INTO shop_members (shop_id, user_id) VALUES (?, ?)", (shop["id"], user_id))
    return {"shop_id": shop["id"], "user_id": user_id}


async def add_member(request):
    data = await body(request, {"user_id": ROW_ID})
    return reply(await request.app[DB].write(join, me(request)["id"], data["user_id"]), 201)


async def favourites(request):
    args = query(request, PAGED)
    rows = await request.app[DB].many(
        "SELECT listings.id, listings.title, listings.price FROM favourites JOIN listings"
        " ON listings.id = favourites.listing_id WHERE favourites.user_id = ? AND listings.status IN ('active', 'sold')"
        " ORDER BY listings.id LIMIT ? OFFSET ?",
        (me(request)["id"], *window(args)),
    )
    return reply({"items": rows})


def favour(conn, user_id, listing_id):
    if one(conn, "SELECT id FROM listings WHERE id = ? AND status IN ('active', 'sold')", (listing_id,)) is None:
        raise not_found()
    held = one(conn, "SELECT COUNT(*) AS n FROM favourites WHERE user_id = ?", (user_id,))
    if held["n"] >= 500:
        raise conflict("the list is full")
    conn.execute("INSERT OR IGNORE INTO favourites (user_id, listing_id) VALUES (?, ?)", (user_id, listing_id))


async def add_favourite(request):
    await request.app[DB].write(favour, me(request)["id"], number(request, "listing_id"))
    return reply({"listing_id": number(request, "listing_id")}, 201)


def unfavour(conn, user_id, listing_id):
    conn.execute("DELETE FROM favourites WHERE user_id = ? AND listing_id = ?", (user_id, listing_id))


async def drop_favourite(request):
    await request.app[DB].write(unfavour, me(request)["id"], number(request, "listing_id"))
    return empty()


def add_report(conn, user_id, data):
    if one(conn, "SELECT id FROM listings WHERE id = ? AND status = 'active'", (data["listing_id"],)) is None:
        raise not_found()
    row = conn.execute(
        "INSERT INTO reports (listing_id, reporter_id, reason) VALUES (?, ?, ?)",
        (data["listing_id"], user_id, data["reason"]),
    )
    return {"id": row.lastrowid, "status": "open"}


async def report(request):
    data = await body(request, {"listing_id": ROW_ID, "reason": text(1000, lines=True)})
    return reply(await request.app[DB].write(add_report, me(request)["id"], data), 201)


def routes():
    return [
        web.get(r"/v1/sellers/{seller_id:\d{1,12}}", seller),
        web.get(r"/v1/sellers/{seller_id:\d{1,12}}/card", card),
        web.get(r"/v1/sellers/{seller_id:\d{1,12}}/stats", statistics),
        web.get(r"/v1/sellers/{seller_id:\d{1,12}}/reviews", seller_reviews),
        web.get("/v1/me/shop", show_shop),
        web.patch("/v1/me/shop", edit_shop),
        web.post("/v1/me/shop/members", add_member),
        web.get("/v1/favourites", favourites),
        web.post(r"/v1/favourites/{listing_id:\d{1,12}}", add_favourite),
        web.delete(r"/v1/users/{user_id:\d{1,12}}/favourites/{listing_id:\d{1,12}}", drop_favourite),
        web.post("/v1/reports", report),
    ]
