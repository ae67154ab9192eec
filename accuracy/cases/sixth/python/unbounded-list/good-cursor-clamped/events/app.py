import os

from aiohttp import web
from motor.motor_asyncio import AsyncIOMotorClient

from events.auth import require_project
from events.paging import limit_of
from events.store import EventStore

STORE = web.AppKey("events", EventStore)
routes = web.RouteTableDef()


@routes.get("/events")
async def recent(request: web.Request) -> web.Response:
    project = await require_project(request)
    found = await request.app[STORE].recent(project, limit_of(request.query))
    for event in found:
        event["at"] = event["at"].isoformat()
    return web.json_response({"events": found})


async def mongo(app: web.Application):
    client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000)
    app[STORE] = EventStore(client["activity"]["events"])
    yield
    client.close()


def build() -> web.Application:
    app = web.Application()
    app.cleanup_ctx.append(mongo)
    app.add_routes(routes)
    return app
