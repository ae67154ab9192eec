"""Listings from other places: an address, XML or YAML. What comes in is checked like any other listing."""

import ipaddress
import socket
from urllib.parse import urlsplit

import aiohttp
import yaml
from aiohttp.abc import AbstractResolver
from lxml import etree

from .. import schema
from ..config import settings
from ..support import ApiError, invalid

MOST_ROWS = 50


class PublicResolver(AbstractResolver):
    """Resolves only to addresses of the public network."""

    def __init__(self):
        self._inner = aiohttp.ThreadedResolver()

    async def resolve(self, host, port=0, family=socket.AF_INET):
        found = await self._inner.resolve(host, port, family)
        for entry in found:
            address = ipaddress.ip_address(entry["host"])
            if not (getattr(address, "ipv4_mapped", None) or address).is_global:
                raise OSError("not a public address")
        return found

    async def close(self):
        await self._inner.close()


async def download(url, most, types):
    """Only hosts in IMPORT_HOSTS, only https on its own port, no redirects, a limit of size and time."""
    try:
        parts = urlsplit(url)
        allowed = parts.scheme == "https" and parts.hostname in settings.import_hosts and parts.port in (None, 443)
    except ValueError:
        allowed = False
    if not allowed or parts.username:
        raise invalid("this address is not allowed")
    connector = aiohttp.TCPConnector(resolver=PublicResolver(), use_dns_cache=False)
    timeout = aiohttp.ClientTimeout(total=8, connect=3)
    try:
        async with aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False) as session:
            async with session.get(url, allow_redirects=False) as response:
                if response.status != 200 or response.content_type not in types:
                    raise ApiError(502, "bad_source", "The source did not send what was expected.")
                data = bytearray()
                async for chunk in response.content.iter_chunked(16384):
                    data += chunk
                    if len(data) > most:
                        raise ApiError(502, "bad_source", "The source sent too much.")
                return bytes(data)
    except (aiohttp.ClientError, OSError, ValueError, TimeoutError):
        raise ApiError(502, "bad_source", "The source could not be read.") from None


def checked(rows):
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_ROWS:
        raise invalid(f"one to {MOST_ROWS} listings are expected")
    try:
        return [schema.record(schema.LISTING)(row) for row in rows]
    except schema.Invalid as error:
        raise invalid(str(error)) from None


def from_xml(data):
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise invalid("the document is not well formed") from None
    if root.getroottree().docinfo.doctype:
        raise invalid("a document type is not allowed")
    rows = []
    for node in root.iter("listing"):
        row = {child.tag: child.text or "" for child in node if isinstance(child.tag, str)}
        for name in ("price", "reserve_price"):
            if row.get(name, "").isascii() and row.get(name, "").isdigit() and len(row[name]) < 10:
                row[name] = int(row[name])
        rows.append(row)
    return checked(rows)


class PlainLoader(yaml.SafeLoader):
    """Without anchors and aliases."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def read_yaml(data):
    try:
        return yaml.load(data, Loader=PlainLoader)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        raise invalid("the document is not YAML") from None


def from_yaml(data):
    return checked(read_yaml(data))


def outline(data):
    rows = read_yaml(data)
    rows = rows if isinstance(rows, list) else [rows]
    return [sorted(str(key)[:60] for key in row)[:40] for row in rows[:MOST_ROWS] if isinstance(row, dict)]
