import ssl

import aiohttp


def connector():
    return aiohttp.TCPConnector(limit=20, ssl=ssl.create_default_context(cafile="/etc/ssl/house-ca.pem"))


async def stock(number):
    timeout = aiohttp.ClientTimeout(total=5)
    async with aiohttp.ClientSession(connector=connector(), timeout=timeout) as session:
        async with session.get(f"https://stock.internal/items/{number}") as answer:
            return await answer.json()
