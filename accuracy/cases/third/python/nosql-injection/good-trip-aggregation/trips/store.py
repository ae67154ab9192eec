from pymongo import MongoClient

from trips.config import MONGO_URL

client = MongoClient(MONGO_URL, serverSelectionTimeoutMS=3000, socketTimeoutMS=5000)
trips = client.get_database("fleet").trips

CASTS = {"driver": str, "vehicle": str, "year": int}


def trip_totals(fleet_id: str, criteria: dict) -> list[dict]:
    match = {"fleet": fleet_id}
    match |= {field: cast(criteria[field]) for field, cast in CASTS.items() if field in criteria}
    pipeline = [
        {"$match": match},
        {"$group": {"_id": "$vehicle", "km": {"$sum": "$km"}, "fuel": {"$sum": "$litres"}}},
        {"$sort": {"km": -1}},
        {"$limit": 200},
    ]
    return list(trips.aggregate(pipeline))
