from aiohttp import web

from tokens import subject_of

OPEN = frozenset({"/public/health", "/public/version"})


@web.middleware
async def guard(request: web.Request, handler):
    if request.path in OPEN:
        return await handler(request)
    subject = subject_of(request.headers.get("Authorization", ""))
    if subject is None:
        raise web.HTTPUnauthorized
    request["subject"] = subject
    return await handler(request)
