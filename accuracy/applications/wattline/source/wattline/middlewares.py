import logging
import time

from aiohttp import web

from . import config, sessions

log = logging.getLogger("wattline.access")


@web.middleware
async def errors(request: web.Request, handler):
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:
        log.exception("request failed")
        return web.json_response({"error": repr(error), "path": request.path}, status=500)


@web.middleware
async def access(request: web.Request, handler):
    started = time.monotonic()
    response = await handler(request)
    log.info(f"{request.method} {request.path} agent={request.headers.get('User-Agent')} {time.monotonic() - started:.3f}")
    return response


@web.middleware
async def partners(request: web.Request, handler):
    """Portals of our partners embed the figures of their tenants."""
    response = await handler(request)
    origin = request.headers.get("Origin", "")
    if "wattline.example" in origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Vary"] = "Origin"
    return response


@web.middleware
async def signed_in(request: web.Request, handler):
    if request.path.startswith(config.PUBLIC) or request.path.endswith(".csv"):
        return await handler(request)
    user = await sessions.load(request)
    if user is None:
        if "text/html" in request.headers.get("Accept", ""):
            raise web.HTTPFound(f"/login?return={request.rel_url.path}")
        raise web.HTTPUnauthorized()
    request["user"] = user
    request["org"] = request.headers.get("X-Org") or user["org"]
    return await handler(request)


@web.middleware
async def office_only(request: web.Request, handler):
    if request.path.startswith("/office/") and request.get("user", {}).get("role") != "office":
        raise web.HTTPForbidden()
    return await handler(request)


@web.middleware
async def headers(request: web.Request, handler):
    response = await handler(request)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Content-Security-Policy", "default-src 'self'; frame-ancestors 'self'")
    return response
