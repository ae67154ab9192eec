from dataclasses import dataclass

import aiohttp
from yarl import URL


@dataclass(frozen=True)
class Upstream:
    name: str
    origin: str

    def address(self, rest: str, query: str) -> URL:
        address = f"{self.origin}{rest}"
        return URL(f"{address}?{query}" if query else address)


class UpstreamClient:
    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def fetch(self, upstream: Upstream, rest: str, query: str) -> tuple[int, str, bytes]:
        url = upstream.address(rest, query)
        async with self.session.get(url, allow_redirects=False) as answer:
            body = await answer.content.read(5_000_000)
            return answer.status, answer.content_type, body
