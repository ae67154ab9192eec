from aiohttp import web
from jose import JWTError

from identity import claims_of


@web.middleware
async def authenticate(request: web.Request, handler):
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer":
        raise web.HTTPUnauthorized
    try:
        request["user"] = claims_of(token)["sub"]
    except JWTError:
        raise web.HTTPUnauthorized from None
    return await handler(request)
