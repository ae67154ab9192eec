from pathlib import Path

from aiohttp import web

from identity.middleware import VERIFIER, identify
from identity.tenants import TenantKeys
from identity.verifier import TokenVerifier


async def me(request: web.Request) -> web.Response:
    identity = request["identity"]
    return web.json_response({"tenant": identity.tenant, "subject": identity.subject})


def build() -> web.Application:
    app = web.Application(middlewares=[identify])
    app[VERIFIER] = TokenVerifier(TenantKeys(Path("/etc/orders/keys")))
    app.router.add_get("/me", me)
    return app
