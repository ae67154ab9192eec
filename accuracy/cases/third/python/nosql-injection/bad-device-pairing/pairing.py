from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Body, Depends, HTTPException
from motor.motor_asyncio import AsyncIOMotorDatabase

from dependencies import current_user, database, pairing_throttle

router = APIRouter(tags=["pairing"], dependencies=[Depends(pairing_throttle)])


@router.post("/devices/pair", status_code=204)
async def pair(
    payload: Annotated[dict, Body()],
    db: Annotated[AsyncIOMotorDatabase, Depends(database)],
    user: Annotated[dict, Depends(current_user)],
) -> None:
    oldest = datetime.now(UTC) - timedelta(minutes=10)
    wanted = {key: payload.get(key) for key in ("serial", "code")}
    device = await db.devices.find_one({**wanted, "offered_at": {"$gt": oldest}})
    if device is None:
        raise HTTPException(404, "no such offer")
    await db.devices.update_one(
        {"_id": device["_id"]}, {"$set": {"owner": user["_id"]}, "$unset": {"code": ""}}
    )
