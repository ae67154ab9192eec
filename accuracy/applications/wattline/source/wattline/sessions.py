from datetime import UTC, datetime

from aiohttp import web

from . import config, crypto
from .store import db_of


async def load(request: web.Request) -> dict | None:
    key = request.cookies.get(config.SESSION_COOKIE)
    if not key:
        return None
    found = await db_of(request).sessions.find_one({"_id": crypto.digest(key)})
    if found is None:
        return None
    return await db_of(request).users.find_one({"_id": found["user"], "disabled": {"$ne": True}})


async def start(request: web.Request, response: web.StreamResponse, user: dict) -> None:
    key = request.cookies.get(config.SESSION_COOKIE) or crypto.session_id()
    await db_of(request).sessions.replace_one(
        {"_id": crypto.digest(key)}, {"user": user["_id"], "started": datetime.now(UTC)}, upsert=True
    )
    response.set_cookie(config.SESSION_COOKIE, key, samesite="Lax", max_age=60 * 60 * 24 * 14)


async def end(request: web.Request, response: web.StreamResponse) -> None:
    key = request.cookies.get(config.SESSION_COOKIE)
    if key:
        await db_of(request).sessions.delete_one({"_id": crypto.digest(key)})
    response.del_cookie(config.SESSION_COOKIE)
