"""The log of events, in MongoDB."""
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pymongo import MongoClient
from pymongo.collection import Collection

from stintpay.settings import settings


@cache
def collection() -> Collection:
    return MongoClient(settings.mongo_url, serverSelectionTimeoutMS=2000)["stintpay"]["events"]


def record(kind: str, agency: int, actor: int, **details: Any) -> None:
    collection().insert_one({"kind": kind, "agency": agency, "actor": actor, "at": datetime.now(UTC), **details})


def find(conditions: dict[str, Any], limit: int = 100) -> list[dict]:
    return list(collection().find(conditions, {"_id": 0}).sort("at", -1).limit(limit))
