from aiohttp import web


async def sign_in(request: web.Request) -> web.Response:
    body = await request.json()
    row = await request.app["pool"].fetchrow("SELECT id, hash FROM staff WHERE email = $1", body["email"])
    if row is None or not request.app["hasher"].verify(row["hash"], body["password"]):
        raise web.HTTPUnauthorized()
    return web.json_response({"token": request.app["signer"].dumps(str(row["id"]))})
