from aiohttp import web


async def echo(request: web.Request) -> web.Response:
    text = request.query.get("text", "")
    shouted = text.upper().strip()
    return web.Response(text=f"<p>{shouted}</p>", content_type="text/html")


def setup(app: web.Application) -> None:
    app.router.add_get("/echo", echo)
