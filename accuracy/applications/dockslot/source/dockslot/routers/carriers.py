from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query

from ..deps import CurrentUser, DbSession, Manager
from ..repositories.tables import Carriers
from ..schemas import CarrierIn, CarrierOut, FeeIn
from ..services.gateways import rail_stations, rail_timetable, try_hook

router = APIRouter(prefix="/carriers", tags=["carriers"])


@router.get("")
async def list_carriers(
    user: CurrentUser,
    session: DbSession,
    order: Literal["id", "name", "gateway"] = "name",
    offset: Annotated[int, Query(ge=0)] = 0,
) -> list[CarrierOut]:
    rows = await Carriers(session).page(user.site_id, order=order, offset=offset)
    return [CarrierOut.model_validate(row) for row in rows]


@router.post("", status_code=201)
async def add_carrier(data: CarrierIn, manager: Manager, session: DbSession) -> CarrierOut:
    row = await Carriers(session).add(site_id=manager.site_id, **data.model_dump())
    return CarrierOut.model_validate(row)


@router.put("/{carrier_id}/fee")
async def set_fee(carrier_id: int, data: FeeIn, user: CurrentUser, session: DbSession) -> CarrierOut:
    carriers = Carriers(session)
    row = await carriers.of_site(user.site_id, carrier_id)
    if row is None:
        raise HTTPException(404, "unknown carrier")
    return CarrierOut.model_validate(await carriers.update(row, data.model_dump()))


@router.post("/{carrier_id}/hook/test")
async def test_hook(carrier_id: int, user: CurrentUser, session: DbSession) -> dict:
    row = await Carriers(session).of_site(user.site_id, carrier_id)
    if row is None or not row.hook_url:
        raise HTTPException(404, "no hook")
    return await try_hook(row.hook_url)


@router.get("/rail/timetable")
async def timetable(user: CurrentUser, terminal: Annotated[str, Query(pattern="^[A-Z]{3}$")]) -> dict:
    return await rail_timetable(terminal)


@router.get("/rail/stations")
async def stations(user: CurrentUser) -> dict:
    return await rail_stations()
