"""Offers and counter-offers."""

from aiohttp import web

from ..db import DB
from ..services import catalogue, ledger
from ..support import ApiError, current_user, number, read_json, reply

routes = web.RouteTableDef()


async def load(request):
    offer = await request.app[DB].one(
        "SELECT offers.*, listings.seller_id FROM offers JOIN listings ON listings.id = offers.listing_id"
        " WHERE offers.id = ?",
        (number(request, "offer_id"),),
    )
    if offer is None:
        raise ApiError(404, "no such offer")
    if offer["status"] != "open":
        raise ApiError(409, "the offer is closed")
    return offer


def side(offer, user):
    """Which side of the offer the caller is on."""
    if user["id"] == offer["buyer_id"]:
        return "buyer"
    if user["id"] == offer["seller_id"]:
        return "seller"
    raise ApiError(403, "not your offer")


@routes.post(r"/v1/listings/{listing_id:\d+}/offers")
async def make(request):
    db, me, body = request.app[DB], current_user(request), await read_json(request)
    listing = await catalogue.fetch(db, number(request, "listing_id"))
    if listing is None or listing["status"] != "active":
        raise ApiError(404, "no such listing")
    if listing["seller_id"] == me["id"]:
        raise ApiError(409, "this is your own listing")
    if body["amount"] > listing["price"]:
        raise ApiError(422, "an offer cannot be above the price")
    offer_id = await db.run(
        "INSERT INTO offers (listing_id, buyer_id, amount) VALUES (?, ?, ?)",
        (listing["id"], me["id"], body["amount"]),
    )
    return reply(await db.one("SELECT * FROM offers WHERE id = ?", (offer_id,)), 201)


@routes.get(r"/v1/listings/{listing_id:\d+}/offers")
async def of_listing(request):
    rows = await request.app[DB].all(
        "SELECT * FROM offers WHERE listing_id = ? ORDER BY id", (number(request, "listing_id"),)
    )
    return reply({"items": rows})


@routes.get("/v1/me/offers")
async def own(request):
    rows = await request.app[DB].all(
        "SELECT * FROM offers WHERE buyer_id = ? ORDER BY id DESC LIMIT 100", (current_user(request)["id"],)
    )
    return reply({"items": rows})


@routes.post(r"/v1/offers/{offer_id:\d+}/counter")
async def counter(request):
    db, body = request.app[DB], await read_json(request)
    offer = await load(request)
    turn = "buyer" if offer["turn"] == "seller" else "seller"
    if not isinstance(body["amount"], int) or body["amount"] <= 0:
        raise ApiError(422, "the amount must be positive")
    await db.run("UPDATE offers SET amount = ?, turn = ? WHERE id = ?", (body["amount"], turn, offer["id"]))
    return reply(await db.one("SELECT * FROM offers WHERE id = ?", (offer["id"],)))


@routes.post(r"/v1/offers/{offer_id:\d+}/accept")
async def accept(request):
    db, me = request.app[DB], current_user(request)
    offer = await load(request)
    accepted_by = side(offer, me)
    listing = await catalogue.fetch(db, offer["listing_id"])
    if listing["status"] != "active":
        raise ApiError(409, "the listing is gone")
    order = await ledger.open_order(db, listing, offer["buyer_id"], offer["amount"])
    await db.run("UPDATE offers SET status = 'accepted' WHERE id = ?", (offer["id"],))
    return reply({"order": order, "accepted_by": accepted_by}, 201)


@routes.post(r"/v1/offers/{offer_id:\d+}/decline")
async def decline(request):
    offer = await load(request)
    side(offer, current_user(request))
    await request.app[DB].run("UPDATE offers SET status = 'declined' WHERE id = ?", (offer["id"],))
    return reply({"id": offer["id"], "status": "declined"})
