import os

import aiohttp
from aiohttp import web
from aiohttp_security import check_authorized

from gateway.upstream import Upstream, UpstreamClient

UPSTREAMS = {
    "stock": Upstream("stock", os.environ.get("STOCK_ORIGIN", "http://stock.internal")),
    "prices": Upstream("prices", os.environ.get("PRICES_ORIGIN", "http://prices.internal")),
}
CLIENT = web.AppKey("client", UpstreamClient)


async def forward(request: web.Request) -> web.Response:
    await check_authorized(request)
    upstream = UPSTREAMS.get(request.match_info["name"])
    if upstream is None:
        raise web.HTTPNotFound()
    status, content_type, body = await request.app[CLIENT].fetch(
        upstream, request.match_info["rest"], request.query_string
    )
    if content_type != "application/json":
        raise web.HTTPBadGateway()
    return web.Response(status=status, body=body, content_type=content_type)


async def client_context(app: web.Application):
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=8)) as session:
        app[CLIENT] = UpstreamClient(session)
        yield


def build() -> web.Application:
    app = web.Application()
    app.cleanup_ctx.append(client_context)
    app.router.add_get(r"/up/{name:\w+}:{rest:.*}", forward)
    return app
