from aiohttp import web

from context import locale_middleware
from store import load_phrases


async def phrases(_request):
    return web.json_response(await load_phrases())


def build_app():
    app = web.Application(middlewares=[locale_middleware])
    app.router.add_get("/phrases", phrases)
    return app


if __name__ == "__main__":
    web.run_app(build_app(), port=8080)
