import hashlib
import logging

from aiohttp import web

logger = logging.getLogger(__name__)


@web.middleware
async def errors_as_json(request, handler):
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        logger.exception("unhandled error")
        return web.json_response({"error": "internal error"}, status=500)


@web.middleware
async def authenticate(request, handler):
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    digest = hashlib.sha256(token.encode()).hexdigest()
    user = await request.app["pool"].fetchrow("SELECT id, role FROM users WHERE token_sha256 = $1", digest)
    if user is None:
        raise web.HTTPUnauthorized()
    request["user"] = user
    return await handler(request)
