import base64

from aiohttp import web

from wizard.state import Tampered, load


async def resume(request: web.Request) -> web.Response:
    form = await request.post()
    try:
        state = load(base64.b64decode(form["state"]))
    except Tampered:
        raise web.HTTPBadRequest(text="state was changed")
    return web.json_response({"step": state["step"]})
