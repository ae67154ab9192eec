from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from motor.motor_asyncio import AsyncIOMotorDatabase
from pydantic import BaseModel, Field

from dependencies import current_user, database, pairing_throttle

router = APIRouter(tags=["pairing"], dependencies=[Depends(pairing_throttle)])


class PairingRequest(BaseModel):
    serial: str = Field(max_length=40)
    code: str = Field(min_length=8, max_length=8)


@router.post("/devices/pair", status_code=204)
async def pair(
    payload: PairingRequest,
    db: Annotated[AsyncIOMotorDatabase, Depends(database)],
    user: Annotated[dict, Depends(current_user)],
) -> None:
    oldest = datetime.now(UTC) - timedelta(minutes=10)
    wanted = payload.model_dump(include={"serial", "code"})
    device = await db.devices.find_one({**wanted, "offered_at": {"$gt": oldest}})
    if device is None:
        raise HTTPException(404, "no such offer")
    await db.devices.update_one(
        {"_id": device["_id"]}, {"$set": {"owner": user["_id"]}, "$unset": {"code": ""}}
    )
