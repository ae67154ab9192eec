from collections import deque

from aiohttp import web


async def page(request):
    history = deque(["index.html"], maxlen=5)
    history.append(request.query.get("page", "index.html"))
    name = history.popleft()
    with open("/srv/help/" + name, encoding="utf-8") as file:
        return web.Response(text=file.read(), content_type="text/html")


app = web.Application()
app.router.add_get("/help", page)
