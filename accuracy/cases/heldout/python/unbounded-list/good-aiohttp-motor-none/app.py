from aiohttp import web
from motor.motor_asyncio import AsyncIOMotorClient

routes = web.RouteTableDef()
sensors = AsyncIOMotorClient("mongodb://mongo.internal")["iot"]["sensors"]


@routes.get("/sensors")
async def index(request):
    cursor = sensors.find({"active": True}, {"_id": 0, "name": 1}).sort("name", 1)
    return web.json_response(await cursor.to_list(length=100))


app = web.Application()
app.add_routes(routes)
