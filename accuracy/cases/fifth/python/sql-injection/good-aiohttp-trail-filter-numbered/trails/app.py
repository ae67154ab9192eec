import os

import asyncpg
from aiohttp import web

from .handlers import routes
from .middleware import authenticate, errors_as_json


async def database(app):
    app["pool"] = await asyncpg.create_pool(os.environ["DATABASE_URL"], command_timeout=10)
    yield
    await app["pool"].close()


def create_app():
    app = web.Application(middlewares=[errors_as_json, authenticate], client_max_size=1024**2)
    app.cleanup_ctx.append(database)
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(create_app(), port=int(os.environ.get("PORT", "8080")))
