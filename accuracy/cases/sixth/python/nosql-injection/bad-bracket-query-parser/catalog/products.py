from motor.motor_asyncio import AsyncIOMotorDatabase

from catalog.criteria import parse


class ProductCatalogue:
    def __init__(self, db: AsyncIOMotorDatabase) -> None:
        self.collection = db["products"]

    async def search(self, pairs, page: int) -> list[dict]:
        query = parse(pairs)
        cursor = self.collection.find(query, {"_id": 0, "name": 1, "price": 1, "brand": 1})
        return await cursor.sort("name", 1).skip(page * 24).limit(24).to_list(24)
