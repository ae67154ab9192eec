import re

import httpx

TITLE = re.compile(r"<title>([^<]{1,200})</title>")


class PreviewFetcher:
    def __init__(self, client: httpx.AsyncClient):
        self.client = client

    async def title_of(self, address: str) -> str | None:
        response = await self.client.get(address, follow_redirects=True)
        found = TITLE.search(response.text[:20_000])
        return found.group(1) if found else None


async def get_fetcher():
    async with httpx.AsyncClient(timeout=5) as client:
        yield PreviewFetcher(client)
