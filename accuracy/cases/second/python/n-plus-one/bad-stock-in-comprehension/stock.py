from aiohttp import web


async def stock_of(request: web.Request) -> web.Response:
    pool = request.app["pool"]
    skus = (await request.json())["skus"][:100]
    async with pool.acquire() as connection:
        levels = {
            sku: await connection.fetchval("SELECT quantity FROM stock WHERE sku = $1", sku)
            for sku in skus
        }
    return web.json_response(levels)
