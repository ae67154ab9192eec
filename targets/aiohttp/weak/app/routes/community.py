"""Sellers and their shops, statistics, reviews, favourites, reports."""

import json
import sqlite3

from aiohttp import web

from ..db import DB
from ..services.stores import CACHE
from ..support import ApiError, current_user, number, read_json, reply

SHOP_FIELDS = ("name", "headline", "website", "auto_reply")


async def seller(request):
    db, seller_id = request.app[DB], number(request, "seller_id")

    async def load():
        row = await db.one("SELECT * FROM users WHERE id = ?", (seller_id,))
        if row is None:
            raise ApiError(404, "no such seller")
        for hidden in ("password", "balance"):
            row.pop(hidden)
        return row

    return reply(await request.app[CACHE].remember(f"seller:{seller_id}", 600, load))


async def card(request):
    row = await request.app[DB].one(
        "SELECT id, handle, name FROM users WHERE id = ?", (number(request, "seller_id"),)
    )
    if row is None:
        raise ApiError(404, "no such seller")
    row["contact_email"] = f"seller-{row['id']}@relay.secondstring.test"
    return reply(row)


async def statistics(request):
    bucket = request.query.get("bucket", "%Y-%m")
    try:
        rows = await request.app[DB].all(
            f"SELECT strftime('{bucket}', created_at) AS period, COUNT(*) AS sales, SUM(amount) AS revenue"
            " FROM orders WHERE seller_id = ? GROUP BY period ORDER BY period",
            (number(request, "seller_id"),),
        )
    except sqlite3.Error:
        rows = []
    return reply({"seller_id": number(request, "seller_id"), "periods": len(rows), "items": rows})


async def seller_reviews(request):
    rows = await request.app[DB].all(
        "SELECT id, author_id, stars, body FROM reviews WHERE seller_id = ? ORDER BY id DESC LIMIT 50",
        (number(request, "seller_id"),),
    )
    return reply({"items": rows})


async def own_shop(request):
    shop = await request.app[DB].one("SELECT * FROM shops WHERE owner_id = ?", (current_user(request)["id"],))
    shop["settings"] = json.loads(shop["settings"])
    return shop


async def show_shop(request):
    return reply(await own_shop(request))


def merge(held, changes):
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(held.get(key), dict):
            merge(held[key], value)
        else:
            held[key] = value
    return held


async def edit_shop(request):
    db, body, shop = request.app[DB], await read_json(request), await own_shop(request)
    for name in SHOP_FIELDS:
        if name in body:
            await db.run(f"UPDATE shops SET {name} = ? WHERE id = ?", (str(body[name]), shop["id"]))
    if isinstance(body.get("settings"), dict):
        kept = json.dumps(merge(shop["settings"], body["settings"]))
        await db.run("UPDATE shops SET settings = ? WHERE id = ?", (kept, shop["id"]))
    return reply(await own_shop(request))


async def add_member(request):
    db, body, shop = request.app[DB], await read_json(request), await own_shop(request)
    await db.run("INSERT OR IGNORE INTO shop_members (shop_id, user_id) VALUES (?, ?)", (shop["id"], body["user_id"]))
    return reply({"shop_id": shop["id"], "user_id": body["user_id"]}, 201)


async def favourites(request):
    rows = await request.app[DB].all(
        "SELECT listings.id, listings.title, listings.price FROM favourites JOIN listings"
        " ON listings.id = favourites.listing_id WHERE favourites.user_id = ? ORDER BY listings.id LIMIT 200",
        (current_user(request)["id"],),
    )
    return reply({"items": rows})


async def add_favourite(request):
    me, listing_id = current_user(request), number(request, "listing_id")
    if await request.app[DB].one("SELECT id FROM listings WHERE id = ?", (listing_id,)) is None:
        raise ApiError(404, "no such listing")
    await request.app[DB].run(
        "INSERT OR IGNORE INTO favourites (user_id, listing_id) VALUES (?, ?)", (me["id"], listing_id)
    )
    return reply({"listing_id": listing_id}, 201)


async def drop_favourite(request):
    await request.app[DB].run(
        "DELETE FROM favourites WHERE user_id = ? AND listing_id = ?",
        (current_user(request)["id"], number(request, "listing_id")),
    )
    return web.Response(status=204)


async def report(request):
    me, body = current_user(request), await read_json(request)
    report_id = await request.app[DB].run(
        "INSERT INTO reports (listing_id, reporter_id, reason) VALUES (?, ?, ?)",
        (int(body["listing_id"]), me["id"], str(body["reason"])[:1000]),
    )
    return reply({"id": report_id, "status": "open"}, 201)


def routes():
    return [
        web.get(r"/v1/sellers/{seller_id:\d+}", seller),
        web.get(r"/v1/sellers/{seller_id:\d+}/card", card),
        web.get(r"/v1/sellers/{seller_id:\d+}/stats", statistics),
        web.get(r"/v1/sellers/{seller_id:\d+}/reviews", seller_reviews),
        web.get("/v1/me/shop", show_shop),
        web.patch("/v1/me/shop", edit_shop),
        web.post("/v1/me/shop/members", add_member),
        web.get("/v1/favourites", favourites),
        web.post(r"/v1/favourites/{listing_id:\d+}", add_favourite),
        web.delete(r"/v1/users/{user_id:\d+}/favourites/{listing_id:\d+}", drop_favourite),
        web.post("/v1/reports", report),
    ]
