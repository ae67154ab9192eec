import html

from aiohttp import web


async def widget(request):
    color = html.escape(request.query.get("color", "red"), quote=True)
    body = f"<button onclick=setColor({color})>paint</button>"
    return web.Response(text=body, content_type="text/html")


app = web.Application()
app.add_routes([web.get("/widget", widget)])
