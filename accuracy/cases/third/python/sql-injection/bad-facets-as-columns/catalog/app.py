import os

import asyncpg
from aiohttp import web

from catalog.handlers import repository_key, routes
from catalog.repository import PartRepository


async def database(app: web.Application):
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], command_timeout=5) as pool:
        app[repository_key] = PartRepository(pool)
        yield


def create_app() -> web.Application:
    app = web.Application(client_max_size=64 * 1024)
    app.cleanup_ctx.append(database)
    app.add_routes(routes)
    return app
