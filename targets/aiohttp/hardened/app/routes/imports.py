"""Drafts of listings from elsewhere."""

import json
from urllib.parse import urlsplit

from aiohttp import web

from ..config import JSON_BYTES
from ..db import DB
from ..schema import text
from ..services import catalogue, importer
from ..support import body, invalid, me, raw, reply

XML = ("application/xml", "text/xml")
YAML = ("application/yaml", "application/x-yaml", "text/yaml")


def create_all(conn, user_id, rows):
    return [catalogue.create(conn, user_id, row, "draft") for row in rows]


async def save(request, rows):
    return reply({"created": await request.app[DB].write(create_all, me(request)["id"], rows)}, 201)


async def from_address(request):
    data = await body(request, {"url": text(500)})
    source = await importer.download(data["url"], JSON_BYTES, ("application/json",))
    try:
        rows = json.loads(source)
    except (ValueError, RecursionError):
        raise invalid("the source holds no listings") from None
    return await save(request, importer.checked(rows if isinstance(rows, list) else [rows]))


async def from_xml(request):
    return await save(request, importer.from_xml(await raw(request, *XML)))


async def from_yaml(request):
    return await save(request, importer.from_yaml(await raw(request, *YAML)))


async def check(request):
    return reply({"rows": importer.outline(await raw(request, *YAML))})


async def inspect_address(request):
    """Says how an address would be shown."""
    data = await body(request, {"url": text(500)})
    try:
        parts = urlsplit(data["url"])
        return reply({"scheme": parts.scheme, "host": parts.hostname, "path": parts.path})
    except ValueError:
        raise invalid("url is not an address") from None


def routes():
    return [
        web.post("/v1/imports/url", from_address),
        web.post("/v1/imports/xml", from_xml),
        web.post("/v1/imports/yaml", from_yaml),
        web.post("/v1/imports/check", check),
        web.post("/v1/links/preview", inspect_address),
    ]
