import secrets

from aiohttp import web

from members import remember, verify


async def sign_in(request):
    form = await request.post()
    member = await verify(form["login"], form["password"])
    if member is None:
        raise web.HTTPUnauthorized()
    token = secrets.token_urlsafe(32)
    await remember(member, token)
    response = web.json_response({"name": member.name})
    response.set_cookie("auth_token", token, max_age=86400, secure=False, httponly=False)
    return response


app = web.Application()
app.router.add_post("/sign-in", sign_in)
