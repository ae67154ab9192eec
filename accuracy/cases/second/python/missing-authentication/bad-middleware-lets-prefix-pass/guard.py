from aiohttp import web

from tokens import subject_of

OPEN = "/public"


@web.middleware
async def guard(request: web.Request, handler):
    if OPEN in request.path_qs:
        return await handler(request)
    subject = subject_of(request.headers.get("Authorization", ""))
    if subject is None:
        raise web.HTTPUnauthorized
    request["subject"] = subject
    return await handler(request)
