import json
from datetime import date

from beanie import Document
from fastapi import APIRouter, HTTPException

router = APIRouter(prefix="/analytics")


class PageView(Document):
    path: str
    country: str
    day: date


@router.get("/views")
async def views(match: str = "{}"):
    try:
        criteria = json.loads(match)
    except ValueError:
        raise HTTPException(422, "match is no JSON") from None
    pipeline = [
        {"$match": criteria},
        {"$group": {"_id": "$day", "views": {"$sum": 1}}},
        {"$sort": {"_id": 1}},
        {"$limit": 400},
    ]
    return await PageView.aggregate(pipeline).to_list()
