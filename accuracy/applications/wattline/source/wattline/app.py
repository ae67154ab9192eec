import asyncio
import contextlib
import logging
from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import ClientSession, ClientTimeout, web

from . import jobs, middlewares, store
from .keys import OUTSIDE
from .views import auth, device, exports, firmware, gateways, meters, office, pages, readings, tariffs

logging.basicConfig(level=logging.INFO)


async def outside(app: web.Application):
    async with ClientSession(timeout=ClientTimeout(total=None)) as session:
        app[OUTSIDE] = session
        yield


async def prices(app: web.Application):
    task = asyncio.create_task(jobs.refresh_prices(app))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def build() -> web.Application:
    app = web.Application(
        client_max_size=8 * 1024**2,
        middlewares=[
            middlewares.errors,
            middlewares.headers,
            middlewares.partners,
            middlewares.access,
            middlewares.signed_in,
            middlewares.office_only,
        ],
    )
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"), autoescape=False)
    app.cleanup_ctx.extend([store.connect, outside, prices])
    for module in (pages, auth, meters, readings, tariffs, exports, gateways, firmware, office, device):
        app.add_routes(module.routes)
    app.router.add_static("/static/", Path(__file__).parent / "static")
    return app
