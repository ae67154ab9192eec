import jwt
from aiohttp import web

PUBLIC = {"/health"}


def read_claims(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


@web.middleware
async def authenticate(request: web.Request, handler):
    if request.path in PUBLIC:
        return await handler(request)
    header = request.headers.get("Authorization", "")
    try:
        claims = read_claims(header.removeprefix("Bearer "))
    except jwt.PyJWTError:
        raise web.HTTPUnauthorized()
    request["user_id"] = claims["sub"]
    return await handler(request)
