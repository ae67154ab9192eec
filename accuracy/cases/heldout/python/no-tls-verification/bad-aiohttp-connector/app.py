from aiohttp import web

from upstream import stock


async def show(request):
    return web.json_response(await stock(int(request.match_info["number"])))


app = web.Application()
app.router.add_get("/stock/{number}", show)
