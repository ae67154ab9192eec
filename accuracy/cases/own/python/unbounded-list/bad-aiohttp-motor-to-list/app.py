from aiohttp import web
from motor.motor_asyncio import AsyncIOMotorClient

db = AsyncIOMotorClient("mongodb://db:27017").observatory


async def sightings(request: web.Request) -> web.Response:
    found = await db.sightings.find({"species": request.query.get("species", "owl")}, {"_id": 0}).to_list(None)
    return web.json_response(found)


def routes():
    return [web.get("/sightings", sightings)]


app = web.Application()
app.add_routes(routes())
