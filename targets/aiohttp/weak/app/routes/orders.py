"""Orders: buying, watching, moving on, reviewing."""

from aiohttp import web

from ..config import LINK_SECONDS
from ..db import DB
from ..security import issue
from ..services import catalogue, ledger
from ..support import ApiError, current_user, number, read_json, reply


async def load(request):
    order = await request.app[DB].one("SELECT * FROM orders WHERE id = ?", (number(request, "order_id"),))
    if order is None:
        raise ApiError(404, "no such order")
    return order


class Orders(web.View):
    async def get(self):
        me = current_user(self.request)
        rows = await self.request.app[DB].all(
            "SELECT * FROM orders WHERE buyer_id = ? OR seller_id = ? ORDER BY id DESC LIMIT 100", (me["id"], me["id"])
        )
        return reply({"items": rows})

    async def post(self):
        db, me, body = self.request.app[DB], current_user(self.request), await read_json(self.request)
        listing = await catalogue.fetch(db, body["listing_id"])
        if listing is None or listing["status"] != "active":
            raise ApiError(409, "the listing is not for sale")
        if listing["seller_id"] == me["id"]:
            raise ApiError(409, "this is your own listing")
        amount = body.get("amount", listing["price"])
        if not isinstance(amount, int) or amount <= 0:
            raise ApiError(422, "the amount must be positive")
        order = await ledger.open_order(db, listing, me["id"], amount, body.get("address", ""))
        return reply(order, 201)


class Order(web.View):
    async def get(self):
        db, order = self.request.app[DB], await load(self.request)
        label = await db.one("SELECT id, code FROM labels WHERE order_id = ?", (order["id"],))
        if label:
            seller = await db.one("SELECT id, handle, role FROM users WHERE id = ?", (order["seller_id"],))
            link = issue(seller, "label", LINK_SECONDS)
            order["label_url"] = f"/v1/shipping/labels/{label['id']}?access_token={link}"
        return reply(order)


class Transition(web.View):
    async def post(self):
        body, order = await read_json(self.request), await load(self.request)
        moved = await ledger.move(self.request.app[DB], order, body["to"], current_user(self.request))
        return reply(moved)


class Review(web.View):
    async def post(self):
        db, me, body = self.request.app[DB], current_user(self.request), await read_json(self.request)
        order = await load(self.request)
        if order["buyer_id"] != me["id"]:
            raise ApiError(403, "not your order")
        if order["state"] != "completed":
            raise ApiError(409, "the order is not complete")
        if body["stars"] not in (1, 2, 3, 4, 5):
            raise ApiError(422, "one to five stars")
        if await db.one("SELECT id FROM reviews WHERE order_id = ?", (order["id"],)):
            raise ApiError(409, "there is a review")
        seller_id = body.get("seller_id", order["seller_id"])
        review_id = await db.run(
            "INSERT INTO reviews (order_id, author_id, seller_id, stars, body) VALUES (?, ?, ?, ?, ?)",
            (order["id"], me["id"], seller_id, body["stars"], str(body.get("body", ""))),
        )
        return reply(await db.one("SELECT * FROM reviews WHERE id = ?", (review_id,)), 201)


async def member_of(request):
    shop = await request.app[DB].one(
        "SELECT shops.* FROM shops LEFT JOIN shop_members ON shop_members.shop_id = shops.id"
        " WHERE shops.id = ? AND (shops.owner_id = ? OR shop_members.user_id = ?)",
        (number(request, "shop_id"), current_user(request)["id"], current_user(request)["id"]),
    )
    if shop is None:
        raise ApiError(403, "not your shop")
    return shop


class ShopOrders(web.View):
    async def get(self):
        shop = await member_of(self.request)
        rows = await self.request.app[DB].all(
            "SELECT id, listing_id, amount, state FROM orders WHERE seller_id = ? ORDER BY id DESC LIMIT 100",
            (shop["owner_id"],),
        )
        return reply({"items": rows})


class ShopOrder(web.View):
    async def get(self):
        shop = await member_of(self.request)
        order = await load(self.request)
        buyer = await self.request.app[DB].one(
            "SELECT name, address, phone FROM users WHERE id = ?", (order["buyer_id"],)
        )
        return reply({"shop": shop["name"], "order": order, "buyer": buyer})


VIEWS = [
    ("/v1/orders", Orders),
    (r"/v1/orders/{order_id:\d+}", Order),
    (r"/v1/orders/{order_id:\d+}/transition", Transition),
    (r"/v1/orders/{order_id:\d+}/review", Review),
    (r"/v1/shops/{shop_id:\d+}/orders", ShopOrders),
    (r"/v1/shops/{shop_id:\d+}/orders/{order_id:\d+}", ShopOrder),
]
