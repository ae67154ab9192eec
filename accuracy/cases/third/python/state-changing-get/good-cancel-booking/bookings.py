from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import update
from sqlalchemy.orm import Session

from dependencies import current_guest, session
from tables import Booking

router = APIRouter(prefix="/bookings")


@router.post("/{booking_id}/cancel")
def cancel(
    booking_id: int, guest: Annotated[int, Depends(current_guest)], db: Annotated[Session, Depends(session)]
) -> dict:
    statement = update(Booking).where(Booking.id == booking_id, Booking.guest_id == guest).values(state="cancelled")
    if db.execute(statement).rowcount == 0:
        raise HTTPException(404)
    db.commit()
    return {"id": booking_id, "state": "cancelled"}
