import hmac
import os

import jsonpickle
from aiohttp import web

from delivery import deliver

KEY = os.environ["RELAY_KEY"].encode()
routes = web.RouteTableDef()


@routes.post("/relay")
async def relay(request: web.Request) -> web.Response:
    body = await request.read()
    message = jsonpickle.decode(body.decode())
    given = request.headers.get("X-Relay-Signature", "")
    if not hmac.compare_digest(hmac.new(KEY, body, "sha256").hexdigest(), given):
        raise web.HTTPUnauthorized()
    await deliver(message["topic"], message["payload"])
    return web.Response(status=202)
