from litestar import Controller, Request, get
from sqlalchemy.ext.asyncio import AsyncSession

from freight.guards import carrier_guard
from freight.models import Position
from freight.repository import ShipmentRepository


def weight_of(positions: list[Position]) -> float:
    return float(sum(position.weight for position in positions))


class FreightController(Controller):
    path = "/freight"
    guards = [carrier_guard]

    @get("/open")
    async def open_weights(self, request: Request, db_session: AsyncSession, page: int = 0) -> dict[str, float]:
        repository = ShipmentRepository(db_session)
        shipments = await repository.open_of(request.user.carrier_id, max(page, 0))
        return {
            str(shipment.id): weight_of(await repository.positions(shipment.id))
            for shipment in shipments
        }
