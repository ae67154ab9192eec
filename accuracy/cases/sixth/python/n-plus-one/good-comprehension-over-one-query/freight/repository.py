from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from freight.models import Position, Shipment


class ShipmentRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def open_of(self, carrier_id: int, page: int) -> list[Shipment]:
        found = await self.session.scalars(
            select(Shipment)
            .where(Shipment.carrier_id == carrier_id, Shipment.delivered_at.is_(None))
            .order_by(Shipment.id)
            .limit(100)
            .offset(page * 100)
        )
        return list(found)

    async def positions(self, shipment_id: int) -> list[Position]:
        found = await self.session.scalars(
            select(Position).where(Position.shipment_id == shipment_id).order_by(Position.id)
        )
        return list(found)

    async def positions_by_shipment(self, keys: Collection[int]) -> dict[int, list[Position]]:
        grouped = defaultdict(list)
        statement = select(Position).where(Position.shipment_id.in_(keys)).order_by(Position.id)
        for position in await self.session.scalars(statement):
            grouped[position.shipment_id].append(position)
        return grouped
