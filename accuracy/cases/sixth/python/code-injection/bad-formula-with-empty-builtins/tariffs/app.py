import os

import asyncpg
from aiohttp import web
from aiohttp_security import authorized_userid

from tariffs.service import TariffService

SERVICE = web.AppKey("service", TariffService)


async def create_tariff(request: web.Request) -> web.Response:
    user = await authorized_userid(request)
    if user is None:
        raise web.HTTPUnauthorized()
    body = await request.json()
    formula = str(body.get("formula", ""))[:200]
    try:
        tariff_id = await request.app[SERVICE].save(int(user), formula)
    except (ValueError, SyntaxError, ArithmeticError, NameError, TypeError):
        raise web.HTTPUnprocessableEntity() from None
    return web.json_response({"id": tariff_id}, status=201)


async def database(app: web.Application):
    async with asyncpg.create_pool(os.environ["DATABASE_URL"]) as pool:
        app[SERVICE] = TariffService(pool)
        yield


def build() -> web.Application:
    app = web.Application()
    app.cleanup_ctx.append(database)
    app.router.add_post("/tariffs", create_tariff)
    return app
