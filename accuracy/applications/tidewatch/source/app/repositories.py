from datetime import UTC, datetime
from typing import Any, AsyncIterator

from bson import ObjectId
from motor.motor_asyncio import AsyncIOMotorDatabase
from pymongo import ASCENDING, DESCENDING
from pymongo.errors import BulkWriteError

from .models import AlertOut, ExportRange, Page, Reading, StationIn, StationOut, User

QUERY_MS = 8000
EXPORT_ROWS = 200_000


class UserRepository:
    def __init__(self, db: AsyncIOMotorDatabase):
        self._users = db.users

    async def credentials(self, email: str) -> tuple[User | None, str | None]:
        document = await self._users.find_one({"email": email, "active": True})
        return (User.model_validate(document), document["password_hash"]) if document else (None, None)

    async def by_id(self, user_id: str) -> User | None:
        document = await self._users.find_one({"_id": ObjectId(user_id), "active": True}, {"password_hash": 0})
        return User.model_validate(document) if document else None

    async def set_password(self, user_id: str, password_hash: str) -> None:
        await self._users.update_one(
            {"_id": ObjectId(user_id)},
            {"$set": {"password_hash": password_hash}, "$inc": {"session_version": 1}},
        )


class StationRepository:
    """Stations and what belongs to them, of one organisation."""

    def __init__(self, db: AsyncIOMotorDatabase, org_id: str):
        self._db = db
        self._org = {"org_id": ObjectId(org_id)}

    async def page(self, page: Page) -> list[StationOut]:
        order = DESCENDING if page.sort.startswith("-") else ASCENDING
        cursor = self._db.stations.find(self._org).sort([(page.sort.lstrip("-"), order), ("_id", order)])
        cursor = cursor.skip(page.skip).limit(page.limit).max_time_ms(QUERY_MS)
        return [StationOut.model_validate(row) for row in await cursor.to_list(page.limit)]

    async def get(self, station_id: str) -> StationOut | None:
        row = await self._db.stations.find_one({"_id": ObjectId(station_id), **self._org})
        return StationOut.model_validate(row) if row else None

    async def add(self, station: StationIn) -> StationOut:
        row = {**station.model_dump(), **self._org, "key_generation": 1, "created_at": datetime.now(UTC)}
        await self._db.stations.insert_one(row)
        return StationOut.model_validate(row)

    async def next_key_generation(self, station_id: str) -> int | None:
        row = await self._db.stations.find_one_and_update(
            {"_id": ObjectId(station_id), **self._org}, {"$inc": {"key_generation": 1}}, return_document=True
        )
        return row["key_generation"] if row else None

    async def recent_alerts(self, limit: int) -> list[AlertOut]:
        cursor = self._db.alerts.find(self._org).sort([("raised_at", DESCENDING), ("_id", DESCENDING)]).limit(limit)
        return [AlertOut.model_validate(row) for row in await cursor.to_list(limit)]

    async def readings(self, station: StationOut, span: ExportRange) -> AsyncIterator[dict[str, Any]]:
        query = {"station_id": ObjectId(station.id), "taken_at": {"$gte": span.start, "$lt": span.end}}
        cursor = self._db.readings.find(query, {"_id": 0, "taken_at": 1, "level": 1})
        async for row in cursor.sort("taken_at", ASCENDING).limit(EXPORT_ROWS).batch_size(1000).max_time_ms(60_000):
            yield row


class DeviceRepository:
    """What a station may do for itself once its signature has been checked."""

    def __init__(self, db: AsyncIOMotorDatabase):
        self._db = db

    async def station(self, station_id: str) -> dict[str, Any] | None:
        return await self._db.stations.find_one({"_id": ObjectId(station_id)})

    async def store(self, station: dict[str, Any], readings: list[Reading]) -> list[Reading]:
        """Returns the readings that were new; a repeated batch adds nothing."""
        rows = [{"station_id": station["_id"], "taken_at": r.taken_at, "level": r.level} for r in readings]
        known: set[int] = set()
        try:
            await self._db.readings.insert_many(rows, ordered=False)
        except BulkWriteError as error:
            failures = error.details["writeErrors"]
            if any(failure["code"] != 11000 for failure in failures):
                raise
            known = {failure["index"] for failure in failures}
        return [reading for index, reading in enumerate(readings) if index not in known]

    async def raise_alert(self, station: dict[str, Any], level: float) -> AlertOut:
        row = {"org_id": station["org_id"], "station_id": station["_id"], "level": level, "raised_at": datetime.now(UTC)}
        await self._db.alerts.insert_one(row)
        return AlertOut.model_validate(row)
