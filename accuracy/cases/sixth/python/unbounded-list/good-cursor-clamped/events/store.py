from motor.motor_asyncio import AsyncIOMotorCollection

FIELDS = {"_id": 0, "kind": 1, "at": 1, "actor": 1}


class EventStore:
    def __init__(self, collection: AsyncIOMotorCollection) -> None:
        self.collection = collection

    async def recent(self, project: str, limit: int) -> list[dict]:
        cursor = self.collection.find({"project": project}, FIELDS).sort("at", -1)
        return await cursor.to_list(limit)
