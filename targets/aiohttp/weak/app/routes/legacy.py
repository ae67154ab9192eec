"""The first version of the interface, for the old application on telephones."""

from aiohttp import web

from ..db import DB
from ..support import ApiError, number, reply


async def listings(request):
    rows = await request.app[DB].all("SELECT id, title, price FROM listings WHERE status = 'active' LIMIT 100")
    return reply(rows)


async def user(request):
    row = await request.app[DB].one("SELECT * FROM users WHERE id = ?", (number(request, "user_id"),))
    if row is None:
        raise ApiError(404, "no such user")
    return reply(row)


def routes():
    return [web.get("/v0/listings", listings), web.get(r"/v0/users/{user_id:\d+}", user)]
