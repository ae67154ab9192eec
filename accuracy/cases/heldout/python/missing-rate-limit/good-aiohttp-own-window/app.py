from aiohttp import web

import attempts
from accounts import verify


async def login(request):
    attempts.note(request.remote)
    if attempts.too_many(request.remote):
        raise web.HTTPTooManyRequests()
    form = await request.post()
    account = await verify(str(form["login"]), str(form["password"]))
    if account is None:
        raise web.HTTPUnauthorized()
    return web.json_response({"session": account.session})


app = web.Application()
app.router.add_post("/login", login)
