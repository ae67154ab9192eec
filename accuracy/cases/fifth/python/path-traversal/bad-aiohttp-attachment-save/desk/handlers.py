from aiohttp import web

from .attachments import save_part

routes = web.RouteTableDef()


@routes.post(r"/tickets/{id:\d+}/attachments")
async def attach(request):
    ticket_id = int(request.match_info["id"])
    owned = await request.app["pool"].fetchval(
        "SELECT 1 FROM tickets WHERE id = $1 AND reporter_id = $2", ticket_id, request["user"]["id"]
    )
    if owned is None:
        raise web.HTTPNotFound()
    reader = await request.multipart()
    part = await reader.next()
    if part is None or not part.filename:
        raise web.HTTPBadRequest()
    try:
        name, size = await save_part(part, ticket_id)
    except ValueError:
        raise web.HTTPBadRequest()
    return web.json_response({"name": name, "size": size}, status=201)
