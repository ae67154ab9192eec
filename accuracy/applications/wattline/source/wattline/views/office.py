import logging

from aiohttp import web

from .. import crypto
from ..store import Collection, only, plain

routes = web.RouteTableDef()
log = logging.getLogger(__name__)


@routes.get("/office/users")
async def list_users(request: web.Request) -> web.Response:
    rows = await Collection(request, "users").page()
    return web.json_response([plain(row) for row in rows])


@routes.post("/office/users")
async def add_user(request: web.Request) -> web.Response:
    body = await request.json()
    email, name = str(body.get("email", "")).lower(), str(body.get("name", ""))
    if "@" not in email or len(email) > 200 or not 0 < len(name) <= 120:
        raise web.HTTPBadRequest()
    code = crypto.activation_code()
    users = Collection(request, "users")
    await users.rows.insert_one(
        {"email": email, "name": name, "org": request["user"]["org"], "role": "tenant", "code": code, "password": "$"}
    )
    return web.json_response({"code": code}, status=201)


@routes.patch("/users/{user}")
async def change_user(request: web.Request) -> web.Response:
    """Tenants and the office change names and addresses."""
    user = request["user"]
    if user["role"] != "office" and str(user["_id"]) != request.match_info["user"]:
        raise web.HTTPForbidden()
    await Collection(request, "users").change(request.match_info["user"], await request.json())
    return web.json_response({"ok": True})


@routes.post("/office/users/{user}/disable")
async def disable(request: web.Request) -> web.Response:
    users = Collection(request, "users")
    found = await users.mine(request.match_info["user"])
    await users.change(request.match_info["user"], {"disabled": True})
    log.info("user %s disabled by %s", found["_id"], request["user"]["_id"])
    return web.json_response(only({**found, "disabled": True}, "email", "disabled"))
