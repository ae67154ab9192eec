from aiohttp import web
from yarl import URL


async def logout(request):
    back = request.query.get("back", "/")
    raise web.HTTPFound(location=URL("/").with_path("/" + URL(back).path.lstrip("/\\")))


app = web.Application()
app.router.add_post("/logout", logout)
