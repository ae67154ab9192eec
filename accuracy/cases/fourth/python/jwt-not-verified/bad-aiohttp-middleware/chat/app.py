from aiohttp import web

from .middleware import authenticate


async def health(request):
    return web.json_response({"status": "ok"})


async def me(request):
    return web.json_response({"id": request["user_id"]})


def create_app():
    app = web.Application(middlewares=[authenticate])
    app.add_routes([web.get("/health", health), web.get("/me", me)])
    return app
