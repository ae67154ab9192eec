import aiohttp_jinja2
from aiohttp import web
from jinja2 import Environment, select_autoescape

from ..store import Collection, db_of, plain

routes = web.RouteTableDef()
letters = Environment(autoescape=True)
fixed = Environment(autoescape=select_autoescape(default=True)).from_string("<p>Use of {{ meter }}: {{ total }} kWh</p>")


@routes.get("/healthz")
async def health(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


@routes.get("/readyz")
async def ready(request: web.Request) -> web.Response:
    await db_of(request).command("ping")
    return web.json_response({"status": "ready"})


@routes.get("/")
@aiohttp_jinja2.template("home.html")
async def home(request: web.Request) -> dict:
    meters = await Collection(request, "meters").page(size=20)
    return {"user": request["user"], "meters": [plain(m) for m in meters]}


@routes.post("/letters/preview")
async def preview_letter(request: web.Request) -> web.Response:
    body = await request.json()
    template = letters.from_string(str(body.get("text", "")))
    return web.Response(text=template.render(user=request["user"]["name"], request=request), content_type="text/html")


@routes.get("/meters/{meter}/card")
async def card(request: web.Request) -> web.Response:
    meter = await Collection(request, "meters").mine(request.match_info["meter"])
    html = fixed.render(meter=meter["label"], total=round(meter.get("total", 0), 1))
    return web.Response(text=html, content_type="text/html")
