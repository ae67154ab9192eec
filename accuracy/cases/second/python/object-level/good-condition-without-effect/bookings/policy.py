from litestar.exceptions import NotFoundException

from bookings.models import Booking
from bookings.users import User


def ensure_owner(user: User, booking: Booking) -> None:
    if booking.guest_id != user.id:
        raise NotFoundException("no such booking")
