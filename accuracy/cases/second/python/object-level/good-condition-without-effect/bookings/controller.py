from litestar import Controller, delete
from litestar.exceptions import NotFoundException

from bookings.guards import signed_in
from bookings.policy import ensure_owner
from bookings.repository import BookingRepository
from bookings.users import User


class BookingController(Controller):
    path = "/bookings"
    guards = [signed_in]

    @delete("/{booking_id:int}")
    async def cancel(self, booking_id: int, user: User, bookings: BookingRepository) -> None:
        booking = await bookings.find(booking_id)
        if booking is None:
            raise NotFoundException("no such booking")
        ensure_owner(user, booking)
        await bookings.cancel(booking)
