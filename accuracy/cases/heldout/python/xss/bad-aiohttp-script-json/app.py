import json

from aiohttp import web


def embed(value):
    return json.dumps(value)


async def board(request):
    state = {"view": request.query.get("view", "week")}
    page = f"<div id=board></div><script>start({embed(state)})</script>"
    return web.Response(text=page, content_type="text/html")


app = web.Application()
app.router.add_get("/board", board)
