import jwt
from aiohttp import web

from identity.verifier import TokenVerifier

VERIFIER = web.AppKey("verifier", TokenVerifier)


@web.middleware
async def identify(request: web.Request, handler):
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        request["identity"] = request.app[VERIFIER].identity(token)
    except (jwt.InvalidTokenError, KeyError):
        raise web.HTTPUnauthorized() from None
    return await handler(request)
