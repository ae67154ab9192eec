"""Pages for people, documents, redirects, and what operators look at."""

import html
import platform
from pathlib import Path

import aiohttp
import jinja2
from aiohttp import web

from ..config import ROOT, settings
from ..db import DB
from ..services import catalogue
from ..support import ApiError, number, reply

PAGES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).resolve().parent.parent / "templates"), autoescape=True
)
PLACES = {"terms": "/v1/legal/terms.txt", "privacy": "/v1/legal/privacy.txt", "buying": "/v1/guides/buying.txt"}
TABLES = ("listings", "orders", "reviews")


def page(name, **values):
    return web.Response(text=PAGES.get_template(name).render(**values), content_type="text/html")


async def listing_page(request):
    listing = await catalogue.fetch(request.app[DB], number(request, "listing_id"))
    if listing is None or listing["status"] in ("draft", "removed"):
        raise ApiError(404, "no such listing")
    photos = await request.app[DB].all("SELECT id FROM photos WHERE listing_id = ?", (listing["id"],))
    return page("listing.html", listing=listing, photos=photos, back=request.query.get("q", ""))


async def shop_page(request):
    db = request.app[DB]
    shop = await db.one(
        "SELECT shops.*, users.handle FROM shops JOIN users ON users.id = shops.owner_id WHERE users.handle = ?",
        (request.match_info["handle"],),
    )
    if shop is None:
        raise ApiError(404, "no such shop")
    term = request.query.get("q", "")
    items = await db.all(
        "SELECT id, title, price FROM listings WHERE seller_id = ? AND status = 'active' AND title LIKE ? LIMIT 60",
        (shop["owner_id"], f"%{term}%"),
    )
    return page("shop.html", shop=shop, items=items, term=term)


async def go(request):
    place = PLACES.get(request.match_info["key"], "/v1/legal/terms.txt")
    raise web.HTTPFound(place)


async def go_on(request):
    """After sign-in the page sends people back to where they came from."""
    target = request.query.get("next", "/")
    if not target.startswith("/"):
        raise ApiError(422, "only places on this site")
    raise web.HTTPFound(target)


async def legal(request):
    base = (settings.content_dir / "legal").resolve()
    path = (base / request.match_info["document"]).resolve()
    if not path.is_relative_to(base) or not path.is_file():
        raise ApiError(404, "no such document")
    return web.Response(text=path.read_text())


async def guide(request):
    language = request.headers.get("Accept-Language", "en").split(",")[0].split(";")[0].strip() or "en"
    path = settings.content_dir / "guides" / language / request.match_info["name"]
    if not path.is_file():
        path = settings.content_dir / "guides" / "en" / request.match_info["name"]
    if not path.is_file():
        raise ApiError(404, "no such guide")
    return web.Response(text=path.read_text())


async def overview(request):
    counts = {}
    for table in TABLES:
        row = await request.app[DB].one(f"SELECT COUNT(*) AS n FROM {table}")
        counts[table] = row["n"]
    return reply(counts)


async def client_config(request):
    return reply({"map_token": settings.map_token, "currency": "EUR", "languages": ["en", "de", "fr"]})


async def outbox(request):
    if not settings.outbox_enabled:
        raise ApiError(404, "not found")
    rows = await request.app[DB].all("SELECT * FROM outbox ORDER BY id DESC LIMIT 20")
    return reply({"items": rows})


async def document(request):
    return web.Response(text=(ROOT / "openapi.yaml").read_text(), content_type="application/yaml")


async def health(request):
    row = await request.app[DB].one("SELECT COUNT(*) AS n FROM users")
    return reply(
        {
            "status": "ok",
            "database": settings.database_path,
            "users": row["n"],
            "python": platform.python_version(),
            "aiohttp": aiohttp.__version__,
        }
    )


async def state(request):
    return reply({name: str(value) for name, value in vars(settings).items()})


async def nothing_here(request):
    text = f"<!doctype html><title>Not here</title><p>There is nothing at {html.escape(request.path)}.</p>"
    return web.Response(text=text, content_type="text/html")


def routes():
    return [
        web.get("/health", health),
        web.get("/internal/state", state),
        web.get("/v1/openapi.yaml", document),
        web.get("/v1/outbox", outbox),
        web.get("/v1/client-config", client_config),
        web.get("/v1/stats/overview", overview),
        web.get(r"/v1/legal/{document:[\w./-]+}", legal),
        web.get(r"/v1/guides/{name:[\w.-]+}", guide),
        web.get("/v1/session/continue", go_on),
        web.get("/go/{key}", go),
        web.get(r"/listings/{listing_id:\d+}", listing_page),
        web.get("/shops/{handle}", shop_page),
        web.get(r"/{path:(?!v\d+/).*}", nothing_here),
    ]
