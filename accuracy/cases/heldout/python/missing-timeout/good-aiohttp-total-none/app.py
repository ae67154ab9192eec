from aiohttp import web

from upstream import tile


async def show(request):
    data = await tile(int(request.match_info["x"]), int(request.match_info["y"]))
    return web.Response(body=data, content_type="image/png")


app = web.Application()
app.router.add_get("/tiles/{x}/{y}", show)
