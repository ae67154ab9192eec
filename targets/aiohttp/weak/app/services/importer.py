"""Listings from other places: an address, XML or YAML."""

from urllib.parse import urlsplit

import aiohttp
import yaml
from lxml import etree

from ..support import ApiError

FIELDS = ("title", "description", "category", "brand", "condition")
BLOCKED = ("localhost", "127.0.0.1", "169.254.169.254")


async def download(url):
    timeout = aiohttp.ClientTimeout(total=8)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        async with session.get(url) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), await answer.read()


async def download_photo(url):
    host = (urlsplit(url).hostname or "").lower()
    if host in BLOCKED or host.startswith(("10.", "192.168.")):
        raise ApiError(422, "this address is not allowed")
    try:
        return await download(url)
    except (aiohttp.ClientError, ValueError, TimeoutError):
        raise ApiError(502, "the photo could not be fetched")


async def notify(url, data):
    try:
        timeout = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            async with session.post(url, json=data) as answer:
                return answer.status < 400
    except Exception:
        return False


def tidy(raw):
    item = {name: str(raw[name]) for name in FIELDS if raw.get(name) is not None}
    item["price"] = int(raw.get("price") or 0)
    item["status"] = "draft"
    return item


def from_xml(data):
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise ApiError(422, "the document is not well formed")
    return [tidy({child.tag: child.text for child in node}) for node in root.iter("listing")]


def from_yaml(text):
    try:
        rows = yaml.load(text, Loader=yaml.Loader)
    except yaml.YAMLError:
        raise ApiError(422, "the document is not YAML")
    if not isinstance(rows, list):
        raise ApiError(422, "a list of listings is expected")
    return [tidy(row) for row in rows if isinstance(row, dict)]


def outline(text):
    """Names the keys of a document."""
    try:
        rows = yaml.load(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        raise ApiError(422, "the document is not YAML")
    rows = rows if isinstance(rows, list) else [rows]
    return [sorted(str(key) for key in row) for row in rows if isinstance(row, dict)]
