"""Starts the marketplace: python -m app"""

import logging

from aiohttp import web

from .config import settings
from .db import DB, Database
from .middleware import MIDDLEWARES, add_headers
from .routes import mount
from .seed import seed
from .services.stores import CACHE, CODES, HUB, LIMITS, Cache, Collection, Hub, Limiter


async def database(app):
    settings.photo_dir.mkdir(parents=True, exist_ok=True)
    await app[DB].open()
    await seed(app[DB])
    yield
    await app[HUB].close()
    await app[DB].close()


def create_app():
    app = web.Application(middlewares=MIDDLEWARES, client_max_size=1024**3)
    app[DB] = Database(settings.database_path)
    app[CACHE] = Cache()
    app[CODES] = Collection()
    app[LIMITS] = Limiter()
    app[HUB] = Hub()
    app.cleanup_ctx.append(database)
    app.on_response_prepare.append(add_headers)
    mount(app)
    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("aiohttp.access").disabled = True
    web.run_app(create_app(), host=settings.host, port=settings.port, shutdown_timeout=2)
