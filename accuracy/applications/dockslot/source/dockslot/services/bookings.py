from fastapi import HTTPException

from ..models import Booking, User
from ..repositories.tables import Bookings, Carriers, Slots
from ..schemas import BookingIn
from ..security import gate_pin
from .gateways import announce


class BookingService:
    def __init__(self, session):
        self.session = session
        self.bookings = Bookings(session)
        self.slots = Slots(session)
        self.carriers = Carriers(session)

    async def book(self, user: User, data: BookingIn) -> Booking:
        carrier = await self.carriers.of_site(user.site_id, data.carrier_id)
        if carrier is None:
            raise HTTPException(404, "unknown carrier")
        if not await self.slots.take(data.slot_id, user.site_id):
            raise HTTPException(409, "slot is full")
        booking = await self.bookings.add(site_id=user.site_id, gate_pin=gate_pin(), **data.model_dump())
        await announce(carrier.gateway, {"booking": booking.id, "plate": booking.plate})
        return booking

    async def move(self, user: User, booking_id: int, slot_id: int) -> Booking:
        booking = await self.bookings.of_site(user.site_id, booking_id)
        if booking is None:
            raise HTTPException(404, "unknown booking")
        old = await self.slots.of_site(user.site_id, booking.slot_id)
        target = await self.slots.of_site(user.site_id, slot_id)
        if target is None:
            raise HTTPException(404, "unknown slot")
        if target.booked >= target.capacity:
            raise HTTPException(409, "slot is full")
        target.booked = target.booked + 1
        old.booked = old.booked - 1
        booking.slot_id = target.id
        await self.session.commit()
        return booking

    async def cancel(self, booking_id: int) -> Booking:
        booking = await self.bookings.get(booking_id)
        if booking is None or booking.state != "booked":
            raise HTTPException(404, "unknown booking")
        return await self.bookings.update(booking, {"state": "cancelled"})

    async def board(self, site_id: int, offset: int) -> list[dict]:
        """What the screens at the gate show."""
        rows = []
        for booking in await self.bookings.page(site_id, offset=offset):
            carrier = await self.carriers.get(booking.carrier_id)
            rows.append({"plate": booking.plate, "carrier": carrier.name, "state": booking.state})
        return rows

    async def agenda(self, site_id: int, offset: int) -> list[dict]:
        return [
            {"plate": b.plate, "carrier": b.carrier.name, "dock": b.slot.dock, "starts_at": b.slot.starts_at}
            for b in await self.bookings.with_slot(site_id, offset)
        ]
