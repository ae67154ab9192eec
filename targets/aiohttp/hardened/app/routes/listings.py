"""Listings: search, facets, comparison, and what a seller does with them."""

from aiohttp import web

from .. import schema
from ..db import DB, many, one
from ..schema import CATEGORIES, CONDITIONS, Optional
from ..services import catalogue
from ..services.stores import CACHE
from ..support import PAGED, body, conflict, empty, invalid, me, not_found, number, query, reply, window

SEARCH = {
    **PAGED,
    "q": Optional(schema.text(80, 0)),
    "category": Optional(schema.choice(*CATEGORIES)),
    "brand": Optional(schema.text(60)),
    "condition": Optional(schema.choice(*CONDITIONS)),
    "max_price": Optional(schema.digits(1, 5_000_000)),
    "sort": Optional(schema.choice(*catalogue.SORTS), "newest"),
}
TESTS = schema.record({name: Optional(schema.integer(0, 10**9)) for name in catalogue.COMPARISONS})
CONDITION = {name: Optional(TESTS) for name in ("price", "id", "seller_id")}
BULK = {
    "filter": schema.record(
        {
            "status": Optional(schema.choice("draft", "active")),
            "category": Optional(schema.choice(*CATEGORIES)),
            "brand": Optional(schema.text(60)),
        }
    ),
    "set": schema.record(schema.LISTING_CHANGES),
}
REPRICE = {"percent": schema.integer(-90, 200), "preview": Optional(schema.flag(), False)}


async def own_listing(request):
    row = await request.app[DB].one(
        f"SELECT {catalogue.OWNER} FROM listings WHERE id = ? AND seller_id = ?",
        (number(request, "listing_id"), me(request)["id"]),
    )
    if row is None:
        raise not_found()
    return row


class Listings(web.View):
    async def get(self):
        args = query(self.request, SEARCH)
        items = await self.request.app[DB].read(catalogue.search, args, *window(args))
        return reply({"query": args.get("q", ""), "items": items})

    async def post(self):
        data = await body(self.request, schema.LISTING)
        row = await self.request.app[DB].write(catalogue.create, me(self.request)["id"], data)
        self.request.app[CACHE].forget("facets")
        return reply(row, 201)


class ListingQuery(web.View):
    async def post(self):
        items = await self.request.app[DB].read(catalogue.query, await body(self.request, CONDITION))
        return reply({"items": items})


class Facets(web.View):
    async def get(self):
        query(self.request, {})
        db = self.request.app[DB]
        return reply(await self.request.app[CACHE].remember("facets", 30, lambda: db.read(catalogue.facets)))


class Compare(web.View):
    async def get(self):
        given = query(self.request, {"ids": schema.text(60, 1, r"[0-9]{1,9}(,[0-9]{1,9}){0,5}")})
        ids = [int(part) for part in given["ids"].split(",")]
        return reply({"items": await self.request.app[DB].read(catalogue.several, ids)})


def complete(conn, listing_id, viewer_id, code):
    listing = catalogue.fetch(conn, listing_id, viewer_id)
    if listing is None:
        raise not_found()
    rate = one(conn, "SELECT code, factor FROM rates WHERE code = ?", (code,)) or {"code": "EUR", "factor": 1.0}
    listing["local_price"] = {"currency": rate["code"], "factor": rate["factor"]}
    listing["photos"] = many(conn, "SELECT id, size FROM photos WHERE listing_id = ?", (listing_id,))
    return listing


class Listing(web.View):
    async def get(self):
        viewer = self.request["user"]
        code = self.request.cookies.get("currency", "EUR")
        code = code if code.isascii() and len(code) == 3 else "EUR"
        return reply(
            await self.request.app[DB].read(
                complete, number(self.request, "listing_id"), viewer and viewer["id"], code
            )
        )

    async def patch(self):
        data = await body(self.request, schema.LISTING_CHANGES)
        row = await self.request.app[DB].write(
            catalogue.update, number(self.request, "listing_id"), me(self.request)["id"], data
        )
        if row is None:
            raise not_found()
        self.request.app[CACHE].forget("facets")
        return reply(row)

    async def delete(self):
        listing = await own_listing(self.request)
        if listing["status"] not in ("draft", "active"):
            raise conflict("the listing cannot be removed")
        await self.request.app[DB].write(
            catalogue.set_status, listing["id"], listing["seller_id"], listing["status"], "removed"
        )
        self.request.app[CACHE].forget("facets")
        return empty()


class Publish(web.View):
    async def post(self):
        listing = await own_listing(self.request)
        done = await self.request.app[DB].write(
            catalogue.set_status, listing["id"], listing["seller_id"], "draft", "active"
        )
        if not done:
            raise conflict("only drafts can be published")
        self.request.app[CACHE].forget("facets")
        return reply(await own_listing(self.request))


class OwnListings(web.View):
    async def get(self):
        args = query(self.request, PAGED)
        rows = await self.request.app[DB].many(
            f"SELECT {catalogue.OWNER} FROM listings WHERE seller_id = ? ORDER BY id LIMIT ? OFFSET ?",
            (me(self.request)["id"], *window(args)),
        )
        return reply({"items": rows})

    async def patch(self):
        data = await body(self.request, BULK)
        changed = await self.request.app[DB].write(
            catalogue.update_many, me(self.request)["id"], data["filter"], data["set"]
        )
        self.request.app[CACHE].forget("facets")
        return reply({"changed": changed})


def reprice(conn, seller_id, percent, preview):
    prices = {}
    for row in many(
        conn, "SELECT id, price FROM listings WHERE seller_id = ? AND status = 'active' LIMIT 500", (seller_id,)
    ):
        price = row["price"] * (100 + percent) // 100
        if not 1 <= price <= 5_000_000:
            raise invalid("a price would leave its bounds")
        prices[row["id"]] = price
    if not preview:
        conn.executemany(
            "UPDATE listings SET price = ? WHERE id = ? AND seller_id = ?",
            [(price, listing_id, seller_id) for listing_id, price in prices.items()],
        )
    return {"prices": prices}


class Reprice(web.View):
    async def post(self):
        data = await body(self.request, REPRICE)
        return reply(
            await self.request.app[DB].write(reprice, me(self.request)["id"], data["percent"], data["preview"])
        )


VIEWS = [
    ("/v1/listings", Listings),
    ("/v1/listings/query", ListingQuery),
    ("/v1/listings/facets", Facets),
    ("/v1/listings/compare", Compare),
    (r"/v1/listings/{listing_id:\d{1,12}}", Listing),
    (r"/v1/listings/{listing_id:\d{1,12}}/publish", Publish),
    ("/v1/me/listings", OwnListings),
    ("/v1/me/listings/reprice", Reprice),
]
