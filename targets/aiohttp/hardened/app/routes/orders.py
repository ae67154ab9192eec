"""Orders: buying, watching, moving on, reviewing."""

from aiohttp import web

from ..db import DB, many, one
from ..schema import ROW_ID, Optional, choice, integer, text
from ..services import ledger
from ..services.stores import CACHE
from ..support import PAGED, ApiError, body, conflict, me, not_found, number, query, reply, window

NEW_ORDER = {"listing_id": ROW_ID, "address": Optional(text(200, 0), "")}
REVIEW = {"stars": integer(1, 5), "body": Optional(text(1000, 0, lines=True), "")}


def visible(conn, order_id, user):
    """For the two sides; for moderators while there is a dispute."""
    order = one(conn, "SELECT * FROM orders WHERE id = ?", (order_id,))
    if order is None or not ledger.parts_of(order, user):
        raise not_found()
    return order


class Orders(web.View):
    async def get(self):
        user_id, args = me(self.request)["id"], query(self.request, PAGED)
        rows = await self.request.app[DB].many(
            "SELECT * FROM orders WHERE buyer_id = ? OR seller_id = ? ORDER BY id DESC LIMIT ? OFFSET ?",
            (user_id, user_id, *window(args)),
        )
        return reply({"items": rows})

    async def post(self):
        data = await body(self.request, NEW_ORDER)
        order = await self.request.app[DB].write(
            ledger.open_order, data["listing_id"], me(self.request)["id"], None, data["address"]
        )
        self.request.app[CACHE].forget("facets")
        return reply(order, 201)


def with_label(conn, order_id, user):
    order = visible(conn, order_id, user)
    label = one(conn, "SELECT id FROM labels WHERE order_id = ?", (order_id,))
    order["label_url"] = f"/v1/shipping/labels/{label['id']}" if label else None
    return order


class Order(web.View):
    async def get(self):
        return reply(await self.request.app[DB].read(with_label, number(self.request, "order_id"), me(self.request)))


class Transition(web.View):
    async def post(self):
        data = await body(self.request, {"to": choice("shipped", "delivered", "completed", "disputed", "cancelled")})
        moved = await self.request.app[DB].write(
            ledger.move, number(self.request, "order_id"), data["to"], me(self.request)
        )
        self.request.app[CACHE].forget("facets")
        return reply(moved)


def add_review(conn, order_id, user, data):
    order = visible(conn, order_id, user)
    if order["buyer_id"] != user["id"]:
        raise ApiError(403, "forbidden", "Only the buyer writes a review.")
    if order["state"] != "completed":
        raise conflict("the order is not complete")
    row = conn.execute(
        "INSERT INTO reviews (order_id, author_id, seller_id, stars, body) VALUES (?, ?, ?, ?, ?)",
        (order_id, user["id"], order["seller_id"], data["stars"], data["body"]),
    )
    return one(conn, "SELECT * FROM reviews WHERE id = ?", (row.lastrowid,))


class Review(web.View):
    async def post(self):
        data = await body(self.request, REVIEW)
        row = await self.request.app[DB].write(add_review, number(self.request, "order_id"), me(self.request), data)
        return reply(row, 201)


def member_of(conn, shop_id, user_id):
    shop = one(
        conn,
        "SELECT shops.* FROM shops WHERE id = ? AND (owner_id = ? OR EXISTS (SELECT 1 FROM shop_members"
        " WHERE shop_id = shops.id AND user_id = ?))",
        (shop_id, user_id, user_id),
    )
    if shop is None:
        raise not_found()
    return shop


def shop_orders(conn, shop_id, user_id, limit, offset):
    shop = member_of(conn, shop_id, user_id)
    return many(
        conn, "SELECT id, listing_id, amount, state FROM orders WHERE seller_id = ? ORDER BY id DESC LIMIT ? OFFSET ?",
        (shop["owner_id"], limit, offset),
    )


def shop_order(conn, shop_id, order_id, user_id):
    shop = member_of(conn, shop_id, user_id)
    order = one(conn, "SELECT * FROM orders WHERE id = ? AND seller_id = ?", (order_id, shop["owner_id"]))
    if order is None:
        raise not_found()
    buyer = one(conn, "SELECT name FROM users WHERE id = ?", (order["buyer_id"],))
    return {"shop": shop["name"], "order": order, "buyer": buyer}


class ShopOrders(web.View):
    async def get(self):
        args = query(self.request, PAGED)
        rows = await self.request.app[DB].read(
            shop_orders, number(self.request, "shop_id"), me(self.request)["id"], *window(args)
        )
        return reply({"items": rows})


class ShopOrder(web.View):
    async def get(self):
        shop_id, order_id = number(self.request, "shop_id"), number(self.request, "order_id")
        return reply(await self.request.app[DB].read(shop_order, shop_id, order_id, me(self.request)["id"]))


VIEWS = [
    ("/v1/orders", Orders),
    (r"/v1/orders/{order_id:\d{1,12}}", Order),
    (r"/v1/orders/{order_id:\d{1,12}}/transition", Transition),
    (r"/v1/orders/{order_id:\d{1,12}}/review", Review),
    (r"/v1/shops/{shop_id:\d{1,12}}/orders", ShopOrders),
    (r"/v1/shops/{shop_id:\d{1,12}}/orders/{order_id:\d{1,12}}", ShopOrder),
]
