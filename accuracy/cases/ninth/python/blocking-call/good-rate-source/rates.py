import httpx


async def fetch_rate(base, quote):
    async with httpx.AsyncClient(timeout=5) as client:
        reply = await client.get("https://rates.example.com/latest", params={"base": base, "quote": quote})
    reply.raise_for_status()
    return reply.json()["rate"]
