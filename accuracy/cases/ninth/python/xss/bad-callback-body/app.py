from aiohttp import web

routes = web.RouteTableDef()


def compose(*, lines, sep="\n"):
    return sep.join(str(line) for line in lines)


@routes.get("/echo/{message}")
async def echo(request):
    message = request.match_info["message"]
    lines = ["received:", message, f"length {len(message)}"]
    text = compose(lines=lines)
    return web.Response(text=text, content_type="text/html")


app = web.Application()
app.add_routes(routes)
