import os

from aiohttp import web
from werkzeug.utils import safe_join

routes = web.RouteTableDef()


@routes.get("/docs")
async def document(request):
    page = request.query.get("page", "index.html")
    path = safe_join("/srv/docs", page)
    if path is None or not os.path.isfile(path):
        raise web.HTTPNotFound()
    return web.FileResponse(path)


app = web.Application()
app.add_routes(routes)
