"""Starts the marketplace: python -m app"""

import asyncio

import aiohttp.web_response
import aiohttp.web_server
from aiohttp import web

from .config import JSON_BYTES, settings
from .db import DB, Database
from .journal import configure
from .middleware import MIDDLEWARES, QuietHandler, add_headers
from .policy import sweep
from .routes import mount
from .seed import seed
from .services.stores import CACHE, HUB, Cache, Hub

aiohttp.web_server.RequestHandler = QuietHandler
aiohttp.web_response.SERVER_SOFTWARE = "market"


async def sweeping(db):
    while True:
        await asyncio.sleep(300)
        await db.write(sweep)


async def database(app):
    settings.photo_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    await app[DB].open()
    await seed(app[DB])
    task = asyncio.create_task(sweeping(app[DB]))
    yield
    task.cancel()
    await app[DB].close()


async def close_sockets(app):
    await app[HUB].close()


def create_app():
    app = web.Application(middlewares=MIDDLEWARES, client_max_size=JSON_BYTES)
    app[DB] = Database(settings.database_path)
    app[CACHE] = Cache(most=500)
    app[HUB] = Hub()
    app.cleanup_ctx.append(database)
    app.on_shutdown.append(close_sockets)
    app.on_response_prepare.append(add_headers)
    mount(app)
    return app


if __name__ == "__main__":
    configure()
    web.run_app(
        create_app(), host=settings.host, port=settings.port, shutdown_timeout=2, access_log=None,
        keepalive_timeout=20, backlog=256,
    )
