import re
from urllib.parse import urlsplit

import httpx

TITLE = re.compile(r"<title>([^<]{1,200})</title>")
HOSTS = frozenset({"maps.kartverk.example", "media.kartverk.example"})


class AddressRefused(ValueError):
    pass


class PreviewFetcher:
    def __init__(self, client: httpx.AsyncClient):
        self.client = client

    async def title_of(self, address: str) -> str | None:
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.hostname not in HOSTS or parts.port not in (None, 443):
            raise AddressRefused(address)
        response = await self.client.get(address, follow_redirects=False)
        found = TITLE.search(response.text[:20_000])
        return found.group(1) if found else None


async def get_fetcher():
    async with httpx.AsyncClient(timeout=5) as client:
        yield PreviewFetcher(client)
