"""Drafts of listings from elsewhere."""

import json
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from ..db import DB
from ..services import catalogue, importer
from ..support import ApiError, current_user, read_json, reply


async def save_drafts(request, items):
    db, me = request.app[DB], current_user(request)
    created = [await catalogue.create(db, me["id"], item) for item in items[:50] if item.get("title")]
    return reply({"created": created}, 201)


async def from_address(request):
    body = await read_json(request)
    try:
        status, content_type, data = await importer.download(body["url"])
    except (aiohttp.ClientError, ValueError, TimeoutError):
        raise ApiError(502, "the address did not answer")
    text = data.decode("utf-8", "replace")
    try:
        rows = json.loads(text)
        rows = rows if isinstance(rows, list) else [rows]
        items = [importer.tidy(row) for row in rows]
    except (ValueError, AttributeError, TypeError):
        return reply({"error": "no listing found", "status": status, "preview": text[:2000]}, 422)
    if not any(item.get("title") for item in items):
        return reply({"error": "no listing found", "status": status, "preview": text[:2000]}, 422)
    return await save_drafts(request, items)


async def from_xml(request):
    return await save_drafts(request, importer.from_xml(await request.read()))


async def from_yaml(request):
    return await save_drafts(request, importer.from_yaml(await request.text()))


async def check(request):
    return reply({"rows": importer.outline(await request.text())})


async def inspect_address(request):
    """Says how an address would be shown."""
    body = await read_json(request)
    try:
        parts = urlsplit(str(body["url"])[:500])
        return reply({"status": "ok", "scheme": parts.scheme, "host": parts.hostname, "path": parts.path})
    except ValueError:
        raise ApiError(422, "not an address")


def routes():
    return [
        web.post("/v1/imports/url", from_address),
        web.post("/v1/imports/xml", from_xml),
        web.post("/v1/imports/yaml", from_yaml),
        web.post("/v1/imports/check", check),
        web.post("/v1/links/preview", inspect_address),
    ]
