import aiohttp

TIMEOUT = aiohttp.ClientTimeout(total=5)


async def usage(tenant: str):
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        async with session.get(f"https://{tenant}.tenants.internal/usage") as answer:
            return await answer.json()
