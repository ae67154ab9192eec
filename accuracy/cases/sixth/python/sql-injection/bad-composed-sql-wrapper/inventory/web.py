import os

from aiohttp import web
from aiohttp_session import get_session
from psycopg_pool import AsyncConnectionPool

from inventory.store import ItemStore

STORE = web.AppKey("store", ItemStore)
routes = web.RouteTableDef()


@routes.patch(r"/items/{item_id:\d+}")
async def patch_item(request: web.Request) -> web.Response:
    session = await get_session(request)
    if "user_id" not in session:
        raise web.HTTPUnauthorized()
    changes = await request.json()
    done = await request.app[STORE].patch(
        int(request.match_info["item_id"]), session["user_id"], changes
    )
    return web.json_response({"updated": done}, status=200 if done else 404)


async def database(app: web.Application):
    async with AsyncConnectionPool(os.environ["DATABASE_URL"], open=False) as pool:
        app[STORE] = ItemStore(pool)
        yield


def build() -> web.Application:
    app = web.Application()
    app.cleanup_ctx.append(database)
    app.add_routes(routes)
    return app
