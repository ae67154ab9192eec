from aiohttp import web

import sessions
import store
from parcels import routes


@web.middleware
async def courier_only(request: web.Request, handler):
    if not request.path.startswith("/me"):
        return await handler(request)
    raw = request.headers.get("Authorization", "").removeprefix("Bearer ")
    courier = request.app["signer"].loads(raw, max_age=3600) if raw else None
    if courier is None:
        return web.json_response({"error": "sign in first"}, status=401)
    request["courier"] = courier
    return await handler(request)


def create() -> web.Application:
    app = web.Application(middlewares=[courier_only])
    app.cleanup_ctx.append(store.connect)
    app.router.add_post("/sign-in", sessions.sign_in)
    app.add_routes(routes)
    return app
