import uuid

from fastapi import APIRouter
from sqlalchemy import select

from ..deps import Logger, Operator, Paged, Reader
from ..models import Hook, Sensor
from ..problems import Problem
from ..repositories.tables import Alerts, Readings, Sensors, Shipments
from ..schemas import AttachIn, BatchIn, NewSensorOut, SensorIn, SensorOut
from ..security import digest, new_secret
from ..work import Unit

router = APIRouter(tags=["loggers"])


@router.get("/sensors")
async def list_sensors(who: Reader, window: Paged) -> list[SensorOut]:
    rows = await who.repo(Sensors).page(window.after, window.limit, Sensor.retired.is_(False))
    return [SensorOut.model_validate(row) for row in rows]


@router.post("/sensors", status_code=201)
async def add_sensor(data: SensorIn, who: Operator) -> NewSensorOut:
    """The key is shown here and never again."""
    key = new_secret()
    sensor = who.repo(Sensors).new(label=data.label, key_hash=digest(key), retired=False)
    await who.done("sensor added", sensor.id)
    return NewSensorOut(id=sensor.id, label=sensor.label, shipment_id=None, retired=False, key=key)


@router.put("/sensors/{sensor_id}/shipment")
async def attach(sensor_id: uuid.UUID, data: AttachIn, who: Operator) -> SensorOut:
    sensor = await who.repo(Sensors).get(sensor_id, lock=True)
    if data.shipment_id is not None:
        shipment = await who.repo(Shipments).get(data.shipment_id)
        if shipment.state != "open":
            raise Problem(409, "the shipment is closed")
    sensor.shipment_id = data.shipment_id
    await who.done("sensor attached", sensor.id)
    return SensorOut.model_validate(sensor)


@router.post("/sensors/{sensor_id}/retire")
async def retire(sensor_id: uuid.UUID, who: Operator) -> SensorOut:
    sensor = await who.repo(Sensors).get(sensor_id, lock=True)
    sensor.retired = True
    await who.done("sensor retired", sensor.id)
    return SensorOut.model_validate(sensor)


@router.post("/readings", status_code=202)
async def receive(data: BatchIn, sensor: Logger, work: Unit) -> dict[str, int]:
    if sensor.shipment_id is None:
        raise Problem(409, "the sensor belongs to no shipment")
    shipment = await Shipments(work.session, sensor.org_id).get(sensor.shipment_id)
    if shipment.state != "open":
        raise Problem(409, "the shipment is closed")
    stored = await Readings(work.session, shipment).keep(sensor, [(r.at, r.celsius) for r in data.readings])
    outside = [(at, celsius) for at, celsius in stored if not shipment.low <= celsius <= shipment.high]
    if outside:
        at, celsius = max(outside, key=lambda pair: abs(pair[1] - (shipment.low + shipment.high) / 2))
        alert = Alerts(work.session, sensor.org_id).new(shipment_id=shipment.id, at=at, celsius=celsius)
        hooks = await work.session.scalars(select(Hook.id).where(Hook.org_id == sensor.org_id).limit(10))
        for hook_id in hooks:
            work.later("hook", hook=str(hook_id), alert=str(alert.id))
    await work.done()
    return {"stored": len(stored)}
