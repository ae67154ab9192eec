from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from ..models import ApiKey, Booking, Carrier, Document, Slot, User
from .base import Repository


class Users(Repository[User]):
    model = User

    async def by_email(self, email: str) -> User | None:
        return await self.session.scalar(select(User).where(User.email == email.lower()))


class Carriers(Repository[Carrier]):
    model = Carrier


class Slots(Repository[Slot]):
    model = Slot

    async def take(self, slot_id: int, site_id: int) -> bool:
        """One place of the slot, if one is left."""
        done = await self.session.execute(
            update(Slot)
            .where(Slot.id == slot_id, Slot.site_id == site_id, Slot.booked < Slot.capacity)
            .values(booked=Slot.booked + 1)
        )
        return done.rowcount == 1


class Bookings(Repository[Booking]):
    model = Booking

    async def with_slot(self, site_id: int, offset: int) -> list[Booking]:
        return list(
            await self.session.scalars(
                select(Booking)
                .where(Booking.site_id == site_id)
                .options(selectinload(Booking.slot), selectinload(Booking.carrier))
                .order_by(Booking.created_at.desc())
                .offset(offset)
                .limit(50)
            )
        )


class Documents(Repository[Document]):
    model = Document


class ApiKeys(Repository[ApiKey]):
    model = ApiKey
