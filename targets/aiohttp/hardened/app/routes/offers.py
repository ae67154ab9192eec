"""Offers and counter-offers: the side whose turn it is answers."""

from aiohttp import web

from ..db import DB, one
from ..schema import CENTS
from ..services import ledger
from ..support import PAGED, ApiError, body, conflict, invalid, me, not_found, number, query, reply, window
from .listings import own_listing

routes = web.RouteTableDef()

AMOUNT = {"amount": CENTS}
VISIBLE = "id, listing_id, buyer_id, amount, turn, status, created_at"


def load(conn, offer_id, user_id):
    """The offer and the side of the caller; closed to all but the two sides."""
    offer = one(
        conn,
        "SELECT offers.*, listings.seller_id, listings.price FROM offers JOIN listings"
        " ON listings.id = offers.listing_id WHERE offers.id = ?",
        (offer_id,),
    )
    if offer is None or user_id not in (offer["buyer_id"], offer["seller_id"]):
        raise not_found()
    if offer["status"] != "open":
        raise conflict("the offer is closed")
    return offer, "buyer" if user_id == offer["buyer_id"] else "seller"


def show(conn, offer_id):
    return one(conn, f"SELECT {VISIBLE} FROM offers WHERE id = ?", (offer_id,))


def own_turn(offer, side):
    if offer["turn"] != side:
        raise ApiError(403, "forbidden", "It is the turn of the other side.")


def create(conn, listing_id, buyer_id, amount):
    listing = one(conn, "SELECT seller_id, price FROM listings WHERE id = ? AND status = 'active'", (listing_id,))
    if listing is None:
        raise not_found()
    if listing["seller_id"] == buyer_id:
        raise conflict("this is your own listing")
    if amount > listing["price"]:
        raise invalid("an offer cannot be above the price")
    if one(
        conn, "SELECT id FROM offers WHERE listing_id = ? AND buyer_id = ? AND status = 'open'", (listing_id, buyer_id)
    ):
        raise conflict("there is an open offer")
    row = conn.execute(
        "INSERT INTO offers (listing_id, buyer_id, amount) VALUES (?, ?, ?)", (listing_id, buyer_id, amount)
    )
    return show(conn, row.lastrowid)


@routes.post(r"/v1/listings/{listing_id:\d{1,12}}/offers")
async def make(request):
    data = await body(request, AMOUNT)
    row = await request.app[DB].write(create, number(request, "listing_id"), me(request)["id"], data["amount"])
    return reply(row, 201)


@routes.get(r"/v1/listings/{listing_id:\d{1,12}}/offers")
async def of_listing(request):
    listing, args = await own_listing(request), query(request, PAGED)
    rows = await request.app[DB].many(
        f"SELECT {VISIBLE} FROM offers WHERE listing_id = ? ORDER BY id LIMIT ? OFFSET ?",
        (listing["id"], *window(args)),
    )
    return reply({"items": rows})


@routes.get("/v1/me/offers")
async def own(request):
    args = query(request, PAGED)
    rows = await request.app[DB].many(
        f"SELECT {VISIBLE} FROM offers WHERE buyer_id = ? ORDER BY id DESC LIMIT ? OFFSET ?",
        (me(request)["id"], *window(args)),
    )
    return reply({"items": rows})


def answer(conn, offer_id, user_id, amount):
    offer, side = load(conn, offer_id, user_id)
    own_turn(offer, side)
    if amount > offer["price"]:
        raise invalid("an offer cannot be above the price")
    turn = "buyer" if side == "seller" else "seller"
    conn.execute("UPDATE offers SET amount = ?, turn = ? WHERE id = ? AND status = 'open'", (amount, turn, offer_id))
    return show(conn, offer_id)


@routes.post(r"/v1/offers/{offer_id:\d{1,12}}/counter")
async def counter(request):
    data = await body(request, AMOUNT)
    row = await request.app[DB].write(answer, number(request, "offer_id"), me(request)["id"], data["amount"])
    return reply(row)


def agree(conn, offer_id, user_id):
    offer, side = load(conn, offer_id, user_id)
    own_turn(offer, side)
    conn.execute("UPDATE offers SET status = 'accepted' WHERE id = ? AND status = 'open'", (offer_id,))
    return {"order": ledger.open_order(conn, offer["listing_id"], offer["buyer_id"], offer["amount"])}


@routes.post(r"/v1/offers/{offer_id:\d{1,12}}/accept")
async def accept(request):
    return reply(await request.app[DB].write(agree, number(request, "offer_id"), me(request)["id"]), 201)


def refuse(conn, offer_id, user_id):
    load(conn, offer_id, user_id)
    conn.execute("UPDATE offers SET status = 'declined' WHERE id = ? AND status = 'open'", (offer_id,))
    return {"id": offer_id, "status": "declined"}


@routes.post(r"/v1/offers/{offer_id:\d{1,12}}/decline")
async def decline(request):
    return reply(await request.app[DB].write(refuse, number(request, "offer_id"), me(request)["id"]))
