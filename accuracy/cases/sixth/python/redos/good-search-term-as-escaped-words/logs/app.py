import os
import re

from aiohttp import web
from aiohttp_security import authorized_userid
from redis.asyncio import Redis

from logs.matching import LineMatcher
from logs.services import may_read
from logs.store import LogStore

STORE = web.AppKey("store", LogStore)


async def search(request: web.Request) -> web.Response:
    user = await authorized_userid(request)
    service_id = int(request.match_info["service"])
    if user is None or not await may_read(user, service_id):
        raise web.HTTPNotFound()
    term = request.query.get("q", "")
    if not 2 <= len(term) <= 80:
        raise web.HTTPBadRequest()
    try:
        matcher = LineMatcher.for_term(term)
    except re.error:
        raise web.HTTPBadRequest() from None
    lines = await request.app[STORE].tail(service_id)
    return web.json_response({"lines": list(matcher.select(lines, 200))})


async def redis_context(app: web.Application):
    redis = Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3)
    app[STORE] = LogStore(redis)
    yield
    await redis.aclose()


def build() -> web.Application:
    app = web.Application()
    app.cleanup_ctx.append(redis_context)
    app.router.add_get(r"/services/{service:\d+}/log", search)
    return app
