from aiohttp import web

from repository import Curators


async def curator(request: web.Request) -> web.Response:
    curators = Curators(request.app["pool"])
    found = await curators.by_id(int(request.match_info["id"]))
    if found is None:
        raise web.HTTPNotFound()
    return web.json_response(dict(found))


def make_app() -> web.Application:
    app = web.Application()
    app.router.add_get("/curators/{id}", curator)
    return app
