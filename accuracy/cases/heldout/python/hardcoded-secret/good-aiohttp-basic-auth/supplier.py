import os

import aiohttp


class Supplier:
    def __init__(self):
        user = os.environ.get("SUPPLIER_USER", "portal")
        self.auth = aiohttp.BasicAuth(user, password=os.environ["SUPPLIER_PASSWORD"])
        self.timeout = aiohttp.ClientTimeout(total=5)

    async def stock(self, sku: int):
        async with aiohttp.ClientSession(auth=self.auth, timeout=self.timeout) as session:
            async with session.get(f"https://supplier.example/stock/{sku}") as answer:
                return await answer.json()
