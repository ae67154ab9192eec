"""Rates, quotes and labels."""

import asyncio
import re

from aiohttp import web
from jinja2 import Template

from ..db import DB, one
from ..schema import Optional, array, choice, integer
from ..support import ApiError, body, conflict, invalid, me, not_found, number, query, reply

routes = web.RouteTableDef()

CARRIERS = {"post": 690, "express": 1490, "freight": 4900}
QUOTE = {"size": array(integer(1, 300), 3, 3), "grams": integer(1, 80_000)}
TRACKING = re.compile(r"(?:[A-Z]{2}\d{4}-){1,4}\d{1,6}")
LABEL = Template("ORDER {{ order }}\nVIA {{ carrier }}\nTO {{ name }}\n{{ address }}\nCODE {{ code }}\n")
SHIPPABLE = (
    "SELECT orders.*, users.name AS buyer_name, users.address AS buyer_address FROM orders JOIN users"
    " ON users.id = orders.buyer_id WHERE orders.id = ? AND orders.seller_id = ?"
)


@routes.get("/v1/shipping/rates")
async def rates(request):
    """The carrier's own service is slow; its answer is kept in a table here for now."""
    args = query(request, {"carrier": Optional(choice(*CARRIERS), "post")})
    await asyncio.sleep(1.6)
    return reply({"carrier": args["carrier"], "cents": CARRIERS[args["carrier"]]})


@routes.post("/v1/shipping/quote")
async def quote(request):
    data = await body(request, QUOTE)
    return reply({"cents": 490 + 60 * data["grams"] // 1000 + sum(data["size"])})


@routes.get(r"/v1/shipping/tracking/{code:[A-Z0-9-]{1,40}}")
async def tracking(request):
    if not TRACKING.fullmatch(request.match_info["code"]):
        raise invalid("not a tracking code")
    return reply({"code": request.match_info["code"], "events": []})


async def check_code(text):
    process = await asyncio.create_subprocess_exec(
        "cksum", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(text.encode()), 5)
    except TimeoutError:
        process.kill()
        raise ApiError(503, "timeout", "The label could not be made.") from None
    return output.decode().split(" ")[0]


def keep(conn, order_id, carrier, code, text):
    if one(conn, "SELECT id FROM labels WHERE order_id = ?", (order_id,)):
        raise conflict("the order has a label")
    row = conn.execute(
        "INSERT INTO labels (order_id, carrier, code, body) VALUES (?, ?, ?, ?)", (order_id, carrier, code, text)
    )
    return {"id": row.lastrowid, "code": code, "body": text}


@routes.post(r"/v1/orders/{order_id:\d{1,12}}/label")
async def create_label(request):
    db, data = request.app[DB], await body(request, {"carrier": choice(*CARRIERS)})
    order = await db.one(SHIPPABLE, (number(request, "order_id"), me(request)["id"]))
    if order is None:
        raise not_found()
    if order["state"] not in ("paid", "shipped"):
        raise conflict("the order is not on its way")
    code = await check_code(f"{data['carrier']}-{order['id']}")
    text = LABEL.render(
        order=order["id"], carrier=data["carrier"], name=order["buyer_name"],
        address=order["address"] or order["buyer_address"], code=code,
    )
    return reply(await db.write(keep, order["id"], data["carrier"], code, text), 201)


@routes.get(r"/v1/shipping/labels/{label_id:\d{1,12}}")
async def show_label(request):
    user_id = me(request)["id"]
    label = await request.app[DB].one(
        "SELECT labels.body FROM labels JOIN orders ON orders.id = labels.order_id"
        " WHERE labels.id = ? AND (orders.buyer_id = ? OR orders.seller_id = ?)",
        (number(request, "label_id"), user_id, user_id),
    )
    if label is None:
        raise not_found()
    return web.Response(text=label["body"])
