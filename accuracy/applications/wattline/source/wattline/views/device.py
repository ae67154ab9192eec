import hmac
from datetime import UTC, datetime

import jwt
from aiohttp import web

from .. import config, devices
from ..store import db_of, oid

routes = web.RouteTableDef()


@routes.post("/device/readings")
async def receive(request: web.Request) -> web.Response:
    claims = devices.claims_of(request)
    rows = await request.json()
    for row in rows:
        row.update(org=claims["org"], gateway=claims["sub"], received=datetime.now(UTC))
    await db_of(request).readings.insert_many(rows)
    return web.json_response({"stored": len(rows)}, status=202)


@routes.post("/device/status")
async def status(request: web.Request) -> web.Response:
    claims = devices.claims_of(request)
    body = await request.json()
    if not isinstance(body, dict):
        raise web.HTTPBadRequest()
    await db_of(request).gateways.update_one(
        {"serial": claims["sub"], "org": claims["org"]}, {"$set": {"version": str(body.get("version", ""))[:20]}}
    )
    return web.json_response({"ok": True})


@routes.post("/hooks/billing")
async def billing(request: web.Request) -> web.Response:
    """The billing partner reports payments."""
    sent = request.headers.get("X-Billing-Secret", "")
    if not hmac.compare_digest(sent.encode(), config.BILLING_HOOK_SECRET.encode()):
        raise web.HTTPForbidden()
    body = await request.json()
    await db_of(request).bills.update_one({"_id": oid(str(body.get("bill", "")))}, {"$set": {"paid": True}})
    return web.json_response({"ok": True})


@routes.post("/hooks/refund")
async def refund(request: web.Request) -> web.Response:
    try:
        claims = devices.hook_claims((await request.text())[:4000])
    except jwt.InvalidTokenError:
        raise web.HTTPForbidden() from None
    await db_of(request).bills.update_one({"_id": oid(str(claims.get("bill", "")))}, {"$set": {"paid": False}})
    return web.json_response({"ok": True})
