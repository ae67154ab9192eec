from aiohttp import web
async def hello(request):
    return web.Response(text="Hello " + request.query.get("name", ""), content_type="text/html")
app = web.Application()
app.add_routes([web.get("/hello", hello)])
