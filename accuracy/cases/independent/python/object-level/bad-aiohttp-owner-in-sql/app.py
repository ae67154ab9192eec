import asyncpg
import jwt
from aiohttp import web

routes = web.RouteTableDef()


@web.middleware
async def authenticate(request, handler):
    try:
        claims = jwt.decode(request.headers.get("Authorization", "")[7:], request.app["key"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise web.HTTPUnauthorized() from None
    request["user_id"] = int(claims["sub"])
    return await handler(request)


@routes.get("/wallets/{wallet_id}")
async def wallet(request):
    wallet_id = int(request.match_info["wallet_id"])
    async with request.app["pool"].acquire() as connection:
        row = await connection.fetchrow("SELECT id, balance FROM wallets WHERE id = $1", wallet_id)
    if row is None:
        raise web.HTTPNotFound()
    return web.json_response(dict(row))


app = web.Application(middlewares=[authenticate])
app.add_routes(routes)
