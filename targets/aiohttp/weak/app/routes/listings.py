"""Listings: search, facets, comparison, and what a seller does with them."""

import re

from aiohttp import web

from ..db import DB
from ..services import catalogue
from ..services.stores import CACHE
from ..support import ApiError, current_user, number, read_json, reply

SERIAL = re.compile(r"^(\w+[-. ]?)+$")


async def own_listing(request):
    listing = await catalogue.fetch(request.app[DB], number(request, "listing_id"))
    if listing is None:
        raise ApiError(404, "no such listing")
    if listing["seller_id"] != current_user(request)["id"]:
        raise ApiError(403, "not your listing")
    return listing


class Listings(web.View):
    async def get(self):
        items = await catalogue.search(self.request.app[DB], self.request.query)
        return reply({"query": self.request.query.get("q", ""), "items": items})

    async def post(self):
        me, body = current_user(self.request), await read_json(self.request)
        if not body["title"] or int(body["price"]) <= 0:
            raise ApiError(422, "a title and a price are needed")
        if body.get("serial_number") and not SERIAL.match(body["serial_number"]):
            raise ApiError(422, "the serial number has an unknown form")
        return reply(await catalogue.create(self.request.app[DB], me["id"], body), 201)


class ListingQuery(web.View):
    async def post(self):
        items = await catalogue.query(self.request.app[DB], await read_json(self.request))
        return reply({"items": items})


class Facets(web.View):
    async def get(self):
        db = self.request.app[DB]
        found = await self.request.app[CACHE].remember(
            self.request.path_qs, 30, lambda: catalogue.facets(db)
        )
        return reply(found)


class Compare(web.View):
    async def get(self):
        ids = [part for part in self.request.query.get("ids", "").split(",") if part][:6]
        return reply({"items": await catalogue.several(self.request.app[DB], ids)})


class Listing(web.View):
    async def get(self):
        db = self.request.app[DB]
        listing = await catalogue.fetch(db, number(self.request, "listing_id"))
        viewer = self.request["user"]
        owner = bool(viewer and listing and viewer["id"] == listing["seller_id"])
        if listing is None or (listing["status"] in ("draft", "removed") and not owner):
            raise ApiError(404, "no such listing")
        code = self.request.cookies.get("currency", "EUR")
        factor = await catalogue.currency_factor(db, code)
        listing["local_price"] = {"currency": code, "factor": factor}
        listing["photos"] = await db.all("SELECT id, size FROM photos WHERE listing_id = ?", (listing["id"],))
        return reply(listing)

    async def patch(self):
        db, body = self.request.app[DB], await read_json(self.request)
        current_user(self.request)
        listing = await catalogue.fetch(db, number(self.request, "listing_id"))
        if listing is None:
            raise ApiError(404, "no such listing")
        return reply(await catalogue.update(db, listing["id"], body))

    async def delete(self):
        listing = await own_listing(self.request)
        await self.request.app[DB].run("UPDATE listings SET status = 'removed' WHERE id = ?", (listing["id"],))
        return web.Response(status=204)


class Publish(web.View):
    async def post(self):
        listing = await own_listing(self.request)
        if listing["status"] != "draft":
            raise ApiError(409, "only drafts can be published")
        await self.request.app[DB].run("UPDATE listings SET status = 'active' WHERE id = ?", (listing["id"],))
        return reply(await catalogue.fetch(self.request.app[DB], listing["id"]))


class OwnListings(web.View):
    async def get(self):
        rows = await self.request.app[DB].all(
            f"SELECT {catalogue.COLUMNS} FROM listings WHERE seller_id = ? ORDER BY id",
            (current_user(self.request)["id"],),
        )
        return reply({"items": rows})

    async def patch(self):
        """Changes all own listings that match: {"filter": {"brand": "Boss"}, "set": {"price": 5000}}"""
        me, body = current_user(self.request), await read_json(self.request)
        changed = await catalogue.update_many(self.request.app[DB], me["id"], body["filter"], body["set"])
        return reply({"changed": changed})


class Reprice(web.View):
    async def post(self):
        """Computes new prices from a formula such as price * 0.9"""
        db, me, body = self.request.app[DB], current_user(self.request), await read_json(self.request)
        rows = await db.all(
            "SELECT id, price, reserve_price FROM listings WHERE seller_id = ? AND status = 'active'", (me["id"],)
        )
        prices = {}
        for row in rows:
            names = {"price": row["price"], "reserve": row["reserve_price"], "round": round, "min": min, "max": max}
            value = eval(body["formula"], {"__builtins__": {}}, names)
            prices[row["id"]] = value
            if not body.get("preview"):
                await db.run("UPDATE listings SET price = ? WHERE id = ?", (int(value), row["id"]))
        return reply({"prices": {key: str(value) for key, value in prices.items()}})


VIEWS = [
    ("/v1/listings", Listings),
    ("/v1/listings/query", ListingQuery),
    ("/v1/listings/facets", Facets),
    ("/v1/listings/compare", Compare),
    (r"/v1/listings/{listing_id:\d+}", Listing),
    (r"/v1/listings/{listing_id:\d+}/publish", Publish),
    ("/v1/me/listings", OwnListings),
    ("/v1/me/listings/reprice", Reprice),
]
