from aiohttp import web
from motor.motor_asyncio import AsyncIOMotorClient

from accounts.login import redeem_magic_link


def build(uri: str) -> web.Application:
    app = web.Application()
    app["mongo"] = AsyncIOMotorClient(uri)
    app.router.add_post("/magic-links/redeem", redeem_magic_link)
    return app
