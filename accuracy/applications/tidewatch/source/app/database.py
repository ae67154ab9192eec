from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorDatabase
from pymongo import ASCENDING, DESCENDING, IndexModel

from .settings import Settings

INDEXES = {
    "users": [IndexModel([("email", ASCENDING)], unique=True)],
    "stations": [
        IndexModel([("org_id", ASCENDING), ("name", ASCENDING)], unique=True),
        IndexModel([("org_id", ASCENDING), ("created_at", DESCENDING)]),
    ],
    "readings": [
        IndexModel([("station_id", ASCENDING), ("taken_at", ASCENDING)], unique=True),
    ],
    "alerts": [IndexModel([("org_id", ASCENDING), ("raised_at", DESCENDING), ("_id", DESCENDING)])],
}


def connect(settings: Settings) -> AsyncIOMotorClient:
    return AsyncIOMotorClient(
        str(settings.mongo_url),
        tz_aware=True,
        serverSelectionTimeoutMS=5000,
        connectTimeoutMS=5000,
        socketTimeoutMS=30000,
        maxPoolSize=50,
    )


async def ensure_indexes(db: AsyncIOMotorDatabase) -> None:
    for collection, indexes in INDEXES.items():
        await db[collection].create_indexes(indexes)
