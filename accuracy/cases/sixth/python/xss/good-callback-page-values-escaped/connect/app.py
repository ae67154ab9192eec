from aiohttp import web

from connect.pages import PageRenderer
from connect.provider import Provider

routes = web.RouteTableDef()
renderer = PageRenderer()


@routes.get("/connect/callback")
async def callback(request: web.Request) -> web.Response:
    outcome = await Provider().finish(request.query)
    page = renderer.render(message=outcome.message)
    return web.Response(text=page, content_type="text/html", status=200 if outcome.ok else 400)


def build() -> web.Application:
    app = web.Application()
    app.add_routes(routes)
    return app
