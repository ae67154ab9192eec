import uuid
from typing import Literal

from fastapi import APIRouter
from sqlalchemy.exc import IntegrityError

from ..deps import Operator, Paged, Reader, Timed
from ..models import Alert, Shipment
from ..problems import Problem
from ..repositories.tables import Alerts, Readings, Shipments
from ..schemas import AlertOut, RangeIn, ReadingOut, ShipmentIn, ShipmentOut

router = APIRouter(tags=["shipments"])


@router.get("/shipments")
async def list_shipments(who: Reader, window: Paged, state: Literal["open", "closed"] | None = None) -> list[ShipmentOut]:
    where = [Shipment.state == state] if state else []
    return [ShipmentOut.model_validate(s) for s in await who.repo(Shipments).page(window.after, window.limit, *where)]


@router.post("/shipments", status_code=201)
async def add_shipment(data: ShipmentIn, who: Operator) -> ShipmentOut:
    shipment = who.repo(Shipments).new(reference=data.reference, low=data.low, high=data.high, state="open")
    try:
        await who.done("shipment added", shipment.id)
    except IntegrityError:
        raise Problem(409, "the reference is in use") from None
    return ShipmentOut.model_validate(shipment)


@router.get("/shipments/{shipment_id}")
async def show_shipment(shipment_id: uuid.UUID, who: Reader) -> ShipmentOut:
    return ShipmentOut.model_validate(await who.repo(Shipments).get(shipment_id))


@router.put("/shipments/{shipment_id}/range")
async def set_range(shipment_id: uuid.UUID, data: RangeIn, who: Operator) -> ShipmentOut:
    shipment = await who.repo(Shipments).get(shipment_id, lock=True)
    if shipment.state != "open":
        raise Problem(409, "the shipment is closed")
    shipment.low, shipment.high = data.low, data.high
    await who.done("range changed", shipment.id)
    return ShipmentOut.model_validate(shipment)


@router.post("/shipments/{shipment_id}/close")
async def close(shipment_id: uuid.UUID, who: Operator) -> ShipmentOut:
    shipment = await who.repo(Shipments).get(shipment_id, lock=True)
    shipment.state = "closed"
    await who.done("shipment closed", shipment.id)
    return ShipmentOut.model_validate(shipment)


@router.get("/shipments/{shipment_id}/readings")
async def list_readings(shipment_id: uuid.UUID, who: Reader, window: Timed) -> list[ReadingOut]:
    shipment = await who.repo(Shipments).get(shipment_id)
    rows = await Readings(who.work.session, shipment).page(window.after, window.limit)
    return [ReadingOut.model_validate(row) for row in rows]


@router.get("/alerts")
async def list_alerts(who: Reader, window: Paged, unseen: bool = False) -> list[AlertOut]:
    where = [Alert.seen_by.is_(None)] if unseen else []
    return [AlertOut.model_validate(a) for a in await who.repo(Alerts).page(window.after, window.limit, *where)]


@router.post("/alerts/{alert_id}/seen")
async def seen(alert_id: uuid.UUID, who: Operator) -> AlertOut:
    alert = await who.repo(Alerts).get(alert_id, lock=True)
    if alert.seen_by is None:
        alert.seen_by = who.user.id
    await who.done("alert seen", alert.id)
    return AlertOut.model_validate(alert)
