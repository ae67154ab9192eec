from aiohttp import web

routes = web.RouteTableDef()
KINDS = {"page": "text/html", "text": "text/plain", "data": "application/json"}


class Preview:
    def __init__(self, note: str) -> None:
        self.note = note

    def body(self) -> str:
        return "Preview of your note:\n" + self.note


@routes.post("/preview")
async def preview(request: web.Request) -> web.Response:
    form = await request.post()
    shown = Preview(str(form.get("note", "")))
    kind = "text"

    return web.Response(text=shown.body(), content_type=KINDS[kind], headers={"X-Content-Type-Options": "nosniff"})


app = web.Application()
app.add_routes(routes)
