from aiohttp import web
import aiosqlite

routes = web.RouteTableDef()


@routes.get("/devices/{device_id}/readings")
async def readings(request):
    device_id = int(request.match_info["device_id"])
    async with aiosqlite.connect("readings.sqlite") as db:
        sql = "SELECT taken_at, value FROM readings WHERE device = %s ORDER BY taken_at DESC LIMIT 100" % device_id
        async with db.execute(sql) as cursor:
            rows = await cursor.fetchall()
    return web.json_response([{"at": at, "value": value} for at, value in rows])


app = web.Application()
app.add_routes(routes)
