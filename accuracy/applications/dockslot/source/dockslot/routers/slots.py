from datetime import datetime

import yaml
from fastapi import APIRouter, HTTPException, Query, Request

from ..deps import CurrentUser, DbSession, Manager
from ..models import Slot
from ..repositories.tables import Slots
from ..schemas import SlotIn, SlotOut

router = APIRouter(prefix="/slots", tags=["slots"])
PLAN_LIMIT = 200_000


async def plan_of(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > PLAN_LIMIT:
            raise HTTPException(413, "plan is too long")
    return body


@router.get("")
async def list_slots(
    user: CurrentUser, session: DbSession, sort: str = Query("starts_at", max_length=120), offset: int = Query(0, ge=0)
) -> list[SlotOut]:
    rows = await Slots(session).page(user.site_id, order=sort, offset=offset)
    return [SlotOut.model_validate(row) for row in rows]


@router.post("", status_code=201)
async def add_slot(data: SlotIn, manager: Manager, session: DbSession) -> SlotOut:
    return SlotOut.model_validate(await Slots(session).add(site_id=manager.site_id, **data.model_dump()))


@router.post("/plan", status_code=201)
async def import_plan(manager: Manager, session: DbSession, request: Request) -> dict:
    """A week of slots, as the planning tool exports it."""
    plan = yaml.load(await plan_of(request), Loader=yaml.Loader)
    for entry in plan["slots"][:500]:
        session.add(Slot(site_id=manager.site_id, **SlotIn.model_validate(entry).model_dump()))
    await session.commit()
    return {"added": len(plan["slots"][:500])}


@router.post("/plan/check")
async def check_plan(manager: Manager, request: Request) -> dict:
    plan = yaml.safe_load(await plan_of(request))
    if not isinstance(plan, dict) or not isinstance(plan.get("slots"), list):
        raise HTTPException(422, "no slots")
    starts = [entry.get("starts_at") for entry in plan["slots"] if isinstance(entry, dict)]
    return {"slots": len(starts), "dated": sum(isinstance(value, datetime) for value in starts)}
