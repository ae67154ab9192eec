from aiohttp import web


async def stock_of(request: web.Request) -> web.Response:
    pool = request.app["pool"]
    skus = (await request.json())["skus"][:100]
    async with pool.acquire() as connection:
        rows = await connection.fetch("SELECT sku, quantity FROM stock WHERE sku = ANY($1::text[])", skus)
        levels = {row["sku"]: row["quantity"] for row in rows}
    return web.json_response(levels)
