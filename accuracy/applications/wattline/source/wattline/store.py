from typing import Any

from aiohttp import web
from bson import ObjectId
from bson.errors import InvalidId
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorDatabase

from . import config

DB = web.AppKey("db", AsyncIOMotorDatabase)


async def connect(app: web.Application):
    client = AsyncIOMotorClient(config.MONGO_URL, serverSelectionTimeoutMS=4000, socketTimeoutMS=15000, maxPoolSize=30)
    app[DB] = client[config.MONGO_NAME]
    await app[DB].users.create_index("email", unique=True)
    await app[DB].readings.create_index([("meter", 1), ("at", -1)])
    await app[DB].meters.create_index("org")
    yield
    client.close()


def db_of(request: web.Request) -> AsyncIOMotorDatabase:
    return request.app[DB]


def oid(value: str) -> ObjectId:
    try:
        return ObjectId(value)
    except InvalidId:
        raise web.HTTPNotFound() from None


def plain(document: dict[str, Any]) -> dict[str, Any]:
    """A document as JSON can carry it."""
    result = {}
    for key, value in document.items():
        if isinstance(value, ObjectId):
            value = str(value)
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        elif isinstance(value, bytes):
            value = value.hex()
        result["id" if key == "_id" else key] = value
    return result


def only(document: dict[str, Any], *fields: str) -> dict[str, Any]:
    return plain({key: document[key] for key in ("_id", *fields) if key in document})


class Collection:
    """What the views share about documents that belong to a cooperative."""

    def __init__(self, request: web.Request, name: str):
        self.rows = db_of(request)[name]
        self.org = request["org"]

    async def find(self, where: dict | None = None, sort: str = "_id") -> list[dict]:
        query = {**(where or {}), "org": self.org}
        return await self.rows.find(query).sort(sort).to_list(None)

    async def page(self, where: dict | None = None, after: ObjectId | None = None, size: int = 50) -> list[dict]:
        query = {**(where or {}), "org": self.org}
        if after is not None:
            query["_id"] = {"$gt": after}
        return await self.rows.find(query).sort("_id").limit(min(size, 200)).to_list(200)

    async def one(self, key: str) -> dict:
        found = await self.rows.find_one({"_id": oid(key)})
        if found is None:
            raise web.HTTPNotFound()
        return found

    async def mine(self, key: str) -> dict:
        found = await self.rows.find_one({"_id": oid(key), "org": self.org})
        if found is None:
            raise web.HTTPNotFound()
        return found

    async def change(self, key: str, values: dict) -> None:
        await self.rows.update_one({"_id": oid(key), "org": self.org}, {"$set": values})
