import logging

import aiohttp_jinja2
from aiohttp import web

from .. import crypto, sessions
from ..store import db_of, only

routes = web.RouteTableDef()
log = logging.getLogger(__name__)


def local(target: str | None) -> str:
    """A place within this application."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")):
        return target
    return "/"


@routes.get("/login")
@aiohttp_jinja2.template("login.html")
async def form(request: web.Request) -> dict:
    return {"target": local(request.query.get("return"))}


@routes.post("/login")
async def login(request: web.Request) -> web.Response:
    body = await request.json()
    user = await db_of(request).users.find_one({"email": body.get("email"), "disabled": {"$ne": True}})
    if user is None or not crypto.check_password(str(body.get("password", "")), user["password"]):
        raise web.HTTPUnauthorized()
    response = web.json_response({"next": local(body.get("return"))})
    await sessions.start(request, response, user)
    return response


@routes.post("/logout")
async def logout(request: web.Request) -> web.Response:
    response = web.json_response({"ok": True})
    await sessions.end(request, response)
    return response


@routes.post("/activate")
async def activate(request: web.Request) -> web.Response:
    """Tenants get a code by letter."""
    body = await request.json()
    users = db_of(request).users
    user = await users.find_one({"email": str(body.get("email", "")).lower(), "code": body.get("code")})
    if user is None:
        raise web.HTTPBadRequest(text="The code does not fit.")
    password = str(body.get("password", ""))
    if not 12 <= len(password) <= 200:
        raise web.HTTPBadRequest(text="Twelve characters or more, please.")
    await users.update_one(
        {"_id": user["_id"]}, {"$set": {"password": crypto.hash_password(password)}, "$unset": {"code": ""}}
    )
    return web.json_response({"ok": True})


@routes.post("/me/password")
async def change_password(request: web.Request) -> web.Response:
    body = await request.json()
    user = request["user"]
    if not crypto.check_password(str(body.get("old", "")), user["password"]):
        raise web.HTTPForbidden()
    password = str(body.get("new", ""))
    if not 12 <= len(password) <= 200:
        raise web.HTTPBadRequest()
    await db_of(request).users.update_one({"_id": user["_id"]}, {"$set": {"password": crypto.hash_password(password)}})
    log.info("password changed by %s", user["_id"])
    return web.json_response({"ok": True})


@routes.get("/me")
async def me(request: web.Request) -> web.Response:
    return web.json_response(only(request["user"], "name", "email", "role"))


@routes.post("/me/account")
async def bank_account(request: web.Request) -> web.Response:
    body = await request.json()
    account = str(body.get("account", ""))
    if not 15 <= len(account) <= 32:
        raise web.HTTPBadRequest()
    await db_of(request).users.update_one({"_id": request["user"]["_id"]}, {"$set": {"account": crypto.seal(account)}})
    return web.json_response({"ok": True})


@routes.get("/go")
async def leave(request: web.Request) -> web.Response:
    """Links in our mails are counted before they lead on."""
    await db_of(request).clicks.insert_one({"user": request["user"]["_id"]})
    raise web.HTTPFound(request.query.get("to", "/"))
