from aiohttp import web

import audit


async def rotate(request):
    audit.rotate()
    audit.append("rotated")
    return web.Response(status=204)


app = web.Application()
app.router.add_post("/audit/rotate", rotate)
