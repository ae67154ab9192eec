import logging

from aiohttp import web

log = logging.getLogger("turnstile")


async def count(request):
    gate = int(request.match_info["gate"])
    log.info("gate %d counted one more visitor", gate)
    return web.json_response({"gate": gate})


app = web.Application()
app.router.add_post("/gates/{gate}", count)
