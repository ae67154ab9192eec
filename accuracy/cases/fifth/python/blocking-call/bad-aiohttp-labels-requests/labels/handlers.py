from aiohttp import web

from .printer import LabelPrinter

routes = web.RouteTableDef()
printer = LabelPrinter()


@routes.post("/parcels/{id:[0-9]+}/label")
async def print_label(request):
    parcel = await request.app["pool"].fetchrow(
        "SELECT id, recipient, street FROM parcels WHERE id = $1 AND sender_id = $2",
        int(request.match_info["id"]),
        request["user"]["id"],
    )
    if parcel is None:
        raise web.HTTPNotFound()
    job = await printer.send(f"^XA^FO40,40^FD{parcel['id']}^FS^XZ")
    return web.json_response({"job": job}, status=202)
