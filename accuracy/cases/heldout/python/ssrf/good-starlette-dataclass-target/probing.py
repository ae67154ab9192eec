from dataclasses import dataclass

import httpx


@dataclass(frozen=True)
class Target:
    host: str
    port: int = 443

    @property
    def url(self):
        return f"https://{self.host}:{self.port}/status"


FLEET = frozenset({Target("node-1.internal"), Target("node-2.internal", 8443)})


async def probe(target):
    async with httpx.AsyncClient(timeout=3) as client:
        return (await client.get(target.url)).status_code
