import aiohttp
from aiohttp import web

from partners.client import PartnerClient
from partners.tls import Partner

PARTNERS = {
    "north": Partner("north", "https://api.north.example"),
    "depot": Partner("depot", "https://depot.corp.example:8443", private_authority=True),
}


async def stock(request: web.Request) -> web.Response:
    partner = PARTNERS.get(request.match_info["partner"])
    if partner is None:
        raise web.HTTPNotFound()
    try:
        available = await PartnerClient(partner).stock(int(request.match_info["article"]))
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        raise web.HTTPBadGateway() from None
    return web.json_response({"available": available})


app = web.Application()
app.router.add_get(r"/stock/{partner}/{article:\d+}", stock)
