import aiohttp

from partners.tls import Partner, context_for


class PartnerClient:
    def __init__(self, partner: Partner) -> None:
        self.partner = partner

    async def stock(self, article: int) -> int:
        connector = aiohttp.TCPConnector(ssl=context_for(self.partner))
        timeout = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            async with session.get(f"{self.partner.base}/stock/{article:d}") as answer:
                answer.raise_for_status()
                return int((await answer.json())["available"])
