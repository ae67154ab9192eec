import secrets

from aiohttp import web
from pydantic import BaseModel, ConfigDict, StrictStr


class Magic(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: StrictStr
    token: StrictStr


async def redeem_magic_link(request: web.Request) -> web.Response:
    body = await request.json()
    users = request.app["mongo"].accounts.users
    magic = Magic.model_validate(body)
    user = await users.find_one({"email": magic.email, "magic_token": magic.token})
    if user is None:
        raise web.HTTPUnauthorized(text="unknown or used link")
    session = secrets.token_urlsafe(32)
    await users.update_one({"_id": user["_id"]}, {"$set": {"session": session}, "$unset": {"magic_token": ""}})
    return web.json_response({"session": session})
