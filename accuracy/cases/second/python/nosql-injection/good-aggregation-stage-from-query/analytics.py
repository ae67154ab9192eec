from datetime import date

from beanie import Document
from fastapi import APIRouter, HTTPException

router = APIRouter(prefix="/analytics")


class PageView(Document):
    path: str
    country: str
    day: date


@router.get("/views")
async def views(country: str, path: str = "/"):
    if len(country) != 2:
        raise HTTPException(422, "country has two letters")
    criteria = {"country": {"$eq": country.upper()}, "path": {"$eq": path}}
    pipeline = [
        {"$match": criteria},
        {"$group": {"_id": "$day", "views": {"$sum": 1}}},
        {"$sort": {"_id": 1}},
        {"$limit": 400},
    ]
    return await PageView.aggregate(pipeline).to_list()
