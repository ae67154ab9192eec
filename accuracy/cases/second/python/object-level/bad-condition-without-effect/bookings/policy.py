from bookings.models import Booking
from bookings.users import User


def ensure_owner(user: User, booking: Booking) -> bool:
    return booking.guest_id == user.id
