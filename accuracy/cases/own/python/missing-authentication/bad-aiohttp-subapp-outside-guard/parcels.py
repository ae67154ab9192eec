from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/parcels/{parcel_id}")
async def show(request: web.Request) -> web.Response:
    parcel = await request.app["pool"].fetchrow(
        "SELECT id, status FROM parcels WHERE id = $1 AND courier_id = $2",
        int(request.match_info["parcel_id"]),
        request["courier"],
    )
    if parcel is None:
        raise web.HTTPNotFound()
    return web.json_response({"id": parcel["id"], "status": parcel["status"]})


@routes.delete("/parcels/{parcel_id}")
async def discard(request: web.Request) -> web.Response:
    await request.app["pool"].execute("DELETE FROM parcels WHERE id = $1 AND status = 'draft'", int(request.match_info["parcel_id"]))
    return web.Response(status=204)
