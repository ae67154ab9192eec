"""Rates, quotes and labels."""

import ast
import asyncio
import re

from aiohttp import web
from jinja2 import Template

from ..db import DB
from ..support import ApiError, current_user, number, read_json, reply
from .orders import load

routes = web.RouteTableDef()

CARRIERS = {"post": 690, "express": 1490, "freight": 4900}
TRACKING = re.compile(r"^(?:[A-Z]{2}\d{4}-){1,4}\d{1,6}$")
LABEL = Template("ORDER {{ order }}\nVIA {{ carrier }}\nTO {{ name }}\n{{ address }}\nCODE {{ code }}\n")


@routes.get("/v1/shipping/rates")
async def rates(request):
    """The carrier's own service is slow; its answer is kept in a table here for now."""
    await asyncio.sleep(1.6)
    carrier = request.query.get("carrier", "post")
    return reply({"carrier": carrier, "cents": CARRIERS.get(carrier)})


@routes.post("/v1/shipping/quote")
async def quote(request):
    body = await read_json(request)
    text = str(body.get("size", "(30, 20, 10)"))[:40]
    try:
        size = [float(side) for side in ast.literal_eval(text)]
        weight = float(body.get("weight", 1))
        if weight != weight:
            raise ValueError
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError, OverflowError):
        raise ApiError(422, "size and weight must be numbers")
    weight = min(max(weight, 0.1), 80)
    volume = min(max(sum(size), 10), 900)
    return reply({"weight": weight, "cents": round(490 + 60 * weight + volume)})


@routes.get(r"/v1/shipping/tracking/{code}")
async def tracking(request):
    code = request.match_info["code"]
    if not TRACKING.match(code):
        raise ApiError(422, "not a tracking code")
    return reply({"code": code, "events": []})


@routes.post(r"/v1/orders/{order_id:\d+}/label")
async def create_label(request):
    db, me, body = request.app[DB], current_user(request), await read_json(request)
    order = await load(request)
    if order["seller_id"] != me["id"]:
        raise ApiError(403, "not your order")
    carrier = str(body["carrier"])
    command = f"echo {carrier}-{order['id']} | cksum"
    process = await asyncio.create_subprocess_shell(command, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    code = output.decode().strip()
    buyer = await db.one("SELECT name, address FROM users WHERE id = ?", (order["buyer_id"],))
    text = LABEL.render(
        order=order["id"], carrier=carrier, name=buyer["name"], address=order["address"] or buyer["address"], code=code
    )
    label_id = await db.run(
        "INSERT INTO labels (order_id, carrier, code, body) VALUES (?, ?, ?, ?)", (order["id"], carrier, code, text)
    )
    return reply({"id": label_id, "code": code, "body": text}, 201)


@routes.get(r"/v1/shipping/labels/{label_id:\d+}")
async def show_label(request):
    me = current_user(request)
    label = await request.app[DB].one(
        "SELECT labels.*, orders.buyer_id, orders.seller_id FROM labels JOIN orders ON orders.id = labels.order_id"
        " WHERE labels.id = ?",
        (number(request, "label_id"),),
    )
    if label is None or me["id"] not in (label["buyer_id"], label["seller_id"]):
        raise ApiError(404, "no such label")
    return web.Response(text=label["body"])
