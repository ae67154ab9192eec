from typing import Annotated

from fastapi import APIRouter, Query

from ..deps import CurrentUser, DbSession, Manager
from ..services.reports import ReportService, quarter_of

router = APIRouter(prefix="/reports", tags=["reports"])


@router.get("/throughput")
async def throughput(manager: Manager, session: DbSession, group: str = "day") -> list[dict]:
    return await ReportService(session).throughput(manager.site_id, group)


@router.get("/plates")
async def plates(user: CurrentUser, session: DbSession, prefix: Annotated[str, Query(max_length=60)]) -> list[dict]:
    return await ReportService(session).plates(user.site_id, prefix)


@router.get("/quarter")
async def quarter(
    user: CurrentUser, year: Annotated[int, Query(ge=2000, le=2100)], month: Annotated[int, Query(ge=1, le=12)]
) -> dict:
    return {"quarter": quarter_of(year, month)}
