class MongoRepository:
    collection_name = None

    def __init__(self, database):
        self.collection = database[self.collection_name]

    def find(self, query, limit=40):
        cursor = self.collection.find(query, {"_id": 0}).limit(limit)
        cursor.max_time_ms(2000)
        return list(cursor)


class DishRepository(MongoRepository):
    collection_name = "dishes"

    def cheaper_than(self, kitchen, price):
        reduced = {"$subtract": ["$price", "$discount"]}
        return self.find({"kitchen": kitchen, "$expr": {"$lt": [reduced, price]}})
