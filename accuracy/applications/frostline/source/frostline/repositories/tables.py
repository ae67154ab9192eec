import uuid
from datetime import datetime

from sqlalchemy import select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from ..models import Alert, Entry, Hook, Login, Reading, Report, Sensor, Shipment, User
from .base import Repository


class Users(Repository[User]):
    model = User

    async def end_logins(self, user_id: uuid.UUID) -> None:
        await self.session.execute(update(Login).where(Login.user_id == user_id).values(revoked=True))


class Shipments(Repository[Shipment]):
    model = Shipment


class Sensors(Repository[Sensor]):
    model = Sensor


class Alerts(Repository[Alert]):
    model = Alert


class Hooks(Repository[Hook]):
    model = Hook


class Reports(Repository[Report]):
    model = Report


class Entries(Repository[Entry]):
    model = Entry


class Readings:
    """Readings belong to a shipment that the caller has fetched from its own organisation."""

    def __init__(self, session, shipment: Shipment):
        self.session, self.shipment = session, shipment

    async def page(self, after: tuple[datetime, uuid.UUID] | None, limit: int) -> list[Reading]:
        query = select(Reading).where(Reading.shipment_id == self.shipment.id)
        if after is not None:
            query = query.where(tuple_(Reading.at, Reading.sensor_id) > after)
        return list(await self.session.scalars(query.order_by(Reading.at, Reading.sensor_id).limit(limit)))

    async def keep(self, sensor: Sensor, values: list[tuple[datetime, float]]) -> list[tuple[datetime, float]]:
        """Stores what is new; loggers repeat themselves when the network fails."""
        rows = [
            {"sensor_id": sensor.id, "shipment_id": self.shipment.id, "at": at, "celsius": celsius}
            for at, celsius in dict(values).items()
        ]
        statement = insert(Reading).values(rows).on_conflict_do_nothing().returning(Reading.at, Reading.celsius)
        return [(at, celsius) for at, celsius in await self.session.execute(statement)]
