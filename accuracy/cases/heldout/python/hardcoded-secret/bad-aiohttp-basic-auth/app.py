from aiohttp import web

from supplier import Supplier


async def show(request):
    return web.json_response(await Supplier().stock(int(request.match_info["sku"])))


app = web.Application()
app.router.add_get("/stock/{sku}", show)
