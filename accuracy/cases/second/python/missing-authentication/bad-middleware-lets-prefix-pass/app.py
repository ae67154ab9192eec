from aiohttp import web

from guard import guard
from ledger import close_month, health, version


def build() -> web.Application:
    app = web.Application(middlewares=[guard])
    app.router.add_get("/public/health", health)
    app.router.add_get("/public/version", version)
    app.router.add_post("/ledger/months/{month}/close", close_month)
    return app
