"""Pages for people, documents, redirects and the check of health."""

import re
from pathlib import Path

import jinja2
from aiohttp import web
from markupsafe import Markup, escape

from ..config import ROOT, settings
from ..db import DB
from ..schema import Optional, text
from ..services import catalogue
from ..support import invalid, not_found, number, query, reply

PAGES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).resolve().parent.parent / "templates"), autoescape=True
)
PAGES.filters["paragraphs"] = lambda value: Markup(str(escape(value)).replace("\n", "<br>"))
PAGE_POLICY = "default-src 'none'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
PLACES = {"terms": "/v1/legal/terms.txt", "privacy": "/v1/legal/privacy.txt", "buying": "/v1/guides/buying.txt"}
ONWARD = re.compile(r"/(?:listings/[0-9]{1,12}|shops/[a-z0-9-]{1,30})?")
TABLES = ("listings", "orders", "reviews")
TERM = {"q": Optional(text(80, 0), "")}


def page(name, **values):
    return web.Response(
        text=PAGES.get_template(name).render(**values), content_type="text/html",
        headers={"Content-Security-Policy": PAGE_POLICY},
    )


def redirect(place):
    return web.Response(status=302, headers={"Location": place})


async def listing_page(request):
    args = query(request, TERM)
    listing = await request.app[DB].read(catalogue.fetch, number(request, "listing_id"))
    if listing is None:
        raise not_found()
    photos = await request.app[DB].many("SELECT id FROM photos WHERE listing_id = ?", (listing["id"],))
    return page("listing.html", listing=listing, photos=photos, back=args["q"])


async def shop_page(request):
    db, args = request.app[DB], query(request, TERM)
    shop = await db.one(
        "SELECT shops.owner_id, shops.name, shops.headline, shops.website, users.handle FROM shops JOIN users"
        " ON users.id = shops.owner_id WHERE users.handle = ? AND users.status = 'active'",
        (request.match_info["handle"],),
    )
    if shop is None:
        raise not_found()
    items = await db.many(
        "SELECT id, title, price FROM listings WHERE seller_id = ? AND status = 'active'"
        " AND instr(lower(title), lower(?)) > 0 ORDER BY id LIMIT 60",
        (shop["owner_id"], args["q"]),
    )
    return page("shop.html", shop=shop, items=items, term=args["q"])


async def go(request):
    return redirect(PLACES.get(request.match_info["key"], "/v1/legal/terms.txt"))


async def go_on(request):
    target = query(request, {"next": Optional(text(60), "/")})["next"]
    if not ONWARD.fullmatch(target):
        raise invalid("only places on this site")
    return redirect(target)


def document_in(folder, name):
    base = (settings.content_dir / folder).resolve()
    path = (base / name).resolve()
    if not path.is_relative_to(base) or not path.is_file():
        raise not_found()
    return web.Response(text=path.read_text())


async def legal(request):
    return document_in("legal", request.match_info["document"])


async def guide(request):
    return document_in("guides/en", request.match_info["name"])


async def overview(request):
    counts = {}
    for table in TABLES:
        row = await request.app[DB].one(f"SELECT COUNT(*) AS n FROM {table}")
        counts[table] = row["n"]
    return reply(counts)


async def client_config(request):
    return reply({"currency": "EUR", "languages": ["en", "de", "fr"]})


async def interface(request):
    return web.Response(text=(ROOT / "openapi.yaml").read_text(), content_type="application/yaml")


async def health(request):
    await request.app[DB].one("SELECT 1")
    return reply({"status": "ok"})


def routes():
    return [
        web.get("/health", health),
        web.get("/v1/openapi.yaml", interface),
        web.get("/v1/client-config", client_config),
        web.get("/v1/stats/overview", overview),
        web.get(r"/v1/legal/{document:[a-z./]{1,60}}", legal),
        web.get(r"/v1/guides/{name:[a-z]{1,30}\.txt}", guide),
        web.get("/v1/session/continue", go_on),
        web.get("/go/{key}", go),
        web.get(r"/listings/{listing_id:\d{1,12}}", listing_page),
        web.get(r"/shops/{handle:[a-z0-9-]{1,30}}", shop_page),
    ]
