from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse
from sqlalchemy import select

from ..config import settings
from ..deps import Db, User
from ..models import Booking, Passenger, Sailing
from ..schemas import BookingOut, PassengerUpdate
from ..services.cache import cached

router = APIRouter()


async def own_booking(booking_id: int, user, db) -> Booking:
    booking = await db.get(Booking, booking_id)
    if booking is None or booking.customer_id != user.id:
        raise HTTPException(404)
    return booking


@router.get("")
@cached(seconds=30)
async def bookings(user: User, db: Db, offset: int = 0, limit: int = 20):
    query = select(Booking).where(Booking.customer_id == user.id).order_by(Booking.id.desc())
    rows = await db.scalars(query.offset(offset).limit(limit))
    return [BookingOut.model_validate(b).model_dump() for b in rows]


@router.post("", response_model=BookingOut, status_code=201)
async def book(sailing_id: int, user: User, db: Db):
    sailing = await db.get(Sailing, sailing_id)
    if sailing is None or sailing.cancelled:
        raise HTTPException(404)
    booking = Booking(customer_id=user.id, sailing_id=sailing.id, price_cents=sailing.price_cents)
    db.add(booking)
    await db.commit()
    return booking


@router.get("/{booking_id}")
async def booking(booking_id: int, user: User, db: Db):
    found = await db.get(Booking, booking_id)
    if found is None:
        raise HTTPException(404)
    people = await db.scalars(select(Passenger).where(Passenger.booking_id == found.id).limit(20))
    return {
        "booking": BookingOut.model_validate(found),
        "passengers": [{"id": p.id, "name": p.full_name, "passport": p.passport_no} for p in people],
    }


@router.patch("/{booking_id}/passengers/{passenger_id}", status_code=204)
async def update_passenger(booking_id: int, passenger_id: int, body: PassengerUpdate, user: User, db: Db):
    booking = await own_booking(booking_id, user, db)
    person = await db.scalar(select(Passenger).where(Passenger.id == passenger_id, Passenger.booking_id == booking.id))
    if person is None:
        raise HTTPException(404)
    for key, value in body.model_dump(exclude_unset=True).items():
        setattr(person, key, value)
    await db.commit()


@router.delete("/{booking_id}/passengers/{passenger_id}", status_code=204)
async def remove_passenger(booking_id: int, passenger_id: int, user: User, db: Db):
    await own_booking(booking_id, user, db)
    person = await db.get(Passenger, passenger_id)
    if person is None:
        raise HTTPException(404)
    await db.delete(person)
    await db.commit()


@router.get("/{booking_id}/ticket")
async def ticket(booking_id: int, user: User, db: Db, variant: str = "a4"):
    booking = await own_booking(booking_id, user, db)
    path = settings.ticket_dir / str(booking.id) / variant
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path)


@router.get("/{booking_id}/receipt")
async def receipt(booking_id: int, user: User, db: Db):
    booking = await own_booking(booking_id, user, db)
    return FileResponse(settings.ticket_dir / f"receipt-{booking.id}.pdf", media_type="application/pdf")
