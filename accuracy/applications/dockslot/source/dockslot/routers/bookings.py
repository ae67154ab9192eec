from typing import Annotated

from fastapi import APIRouter, Body, Depends, HTTPException, Query

from ..deps import CurrentUser, DbSession, site_of_key, terminal_site
from ..repositories.tables import Bookings
from ..schemas import BookingIn, BookingOut
from ..services.bookings import BookingService

router = APIRouter(prefix="/bookings", tags=["bookings"])
Offset = Annotated[int, Query(ge=0)]


@router.get("")
async def list_bookings(user: CurrentUser, session: DbSession, offset: Offset = 0, limit: int = 50) -> list[BookingOut]:
    rows = await Bookings(session).page(user.site_id, offset=offset, limit=limit)
    return [BookingOut.model_validate(row) for row in rows]


@router.post("", status_code=201)
async def book(data: BookingIn, user: CurrentUser, session: DbSession) -> BookingOut:
    return BookingOut.model_validate(await BookingService(session).book(user, data))


@router.get("/board")
async def board(site_id: Annotated[int, Depends(terminal_site)], session: DbSession, offset: Offset = 0) -> list[dict]:
    return await BookingService(session).board(site_id, offset)


@router.get("/agenda")
async def agenda(site_id: Annotated[int, Depends(site_of_key)], session: DbSession, offset: Offset = 0) -> list[dict]:
    return await BookingService(session).agenda(site_id, offset)


@router.get("/{booking_id}")
async def show(booking_id: int, user: CurrentUser, session: DbSession) -> BookingOut:
    row = await Bookings(session).of_site(user.site_id, booking_id)
    if row is None:
        raise HTTPException(404, "unknown booking")
    return BookingOut.model_validate(row)


@router.post("/{booking_id}/move")
async def move(booking_id: int, user: CurrentUser, session: DbSession, slot_id: int = Body(embed=True)) -> BookingOut:
    return BookingOut.model_validate(await BookingService(session).move(user, booking_id, slot_id))


@router.post("/{booking_id}/cancel")
async def cancel(booking_id: int, user: CurrentUser, session: DbSession) -> BookingOut:
    return BookingOut.model_validate(await BookingService(session).cancel(booking_id))
