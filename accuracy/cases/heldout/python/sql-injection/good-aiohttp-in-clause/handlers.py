from aiohttp import web
import aiomysql


async def prices(request: web.Request) -> web.Response:
    raw = request.query.get("ids", "")
    wanted = [int(part) for part in raw.split(",") if part.strip()][:50]
    if not wanted:
        return web.json_response({})
    listed = ", ".join(str(each) for each in wanted)
    async with request.app["pool"].acquire() as connection:
        async with connection.cursor(aiomysql.DictCursor) as cursor:
            await cursor.execute(f"SELECT id, price FROM products WHERE id IN ({listed})")
            rows = await cursor.fetchall()
    return web.json_response({row["id"]: str(row["price"]) for row in rows})


def create_app(pool) -> web.Application:
    app = web.Application()
    app["pool"] = pool
    app.router.add_get("/prices", prices)
    return app
