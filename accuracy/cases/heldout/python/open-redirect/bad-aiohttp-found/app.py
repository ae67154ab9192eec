from aiohttp import web


async def logout(request):
    back = request.query.get("back", "/")
    raise web.HTTPFound(location=back)


app = web.Application()
app.router.add_post("/logout", logout)
