from aiohttp import web
from motor.motor_asyncio import AsyncIOMotorClient

routes = web.RouteTableDef()
readings = AsyncIOMotorClient("mongodb://mongo.internal").weather.readings


@routes.get("/readings/above")
async def above(request):
    threshold = request.query.get("value", "0")
    criteria = {"$where": "function() { return this.value > " + threshold + " }"}
    found = await readings.find(criteria, {"_id": 0}).limit(100).to_list(100)
    return web.json_response(found)


app = web.Application()
app.add_routes(routes)
