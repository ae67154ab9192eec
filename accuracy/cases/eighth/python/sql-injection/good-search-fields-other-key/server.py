import asyncpg
from aiohttp import web

routes = web.RouteTableDef()
POOL = web.AppKey("pool", asyncpg.Pool)


@routes.post("/products/search")
async def search(request: web.Request) -> web.Response:
    payload = await request.json()

    fields = {"column": "title", "fallback": "%"}
    fields["term"] = payload.get("term", "")
    fields["unused"] = "none"

    term = fields["fallback"]
    statement = "SELECT id, title FROM products WHERE {} ILIKE '{}' LIMIT 30".format(fields["column"], term)

    async with request.app[POOL].acquire() as connection:
        records = await connection.fetch(statement)

    return web.json_response([dict(record) for record in records])


async def connect(app: web.Application):
    app[POOL] = await asyncpg.create_pool("postgres:///catalogue")
    yield
    await app[POOL].close()


def build() -> web.Application:
    app = web.Application()
    app.add_routes(routes)
    app.cleanup_ctx.append(connect)
    return app
