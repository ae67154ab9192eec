from fastapi import APIRouter, Depends, Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from sensors.database import get_session
from sensors.models import Reading
from sensors.security import current_user_id

router = APIRouter(prefix="/sensors", dependencies=[Depends(current_user_id)])


def as_json(reading: Reading) -> dict:
    return {"at": reading.taken_at.isoformat(), "value": reading.value}


@router.get("/{sensor_id}/readings")
def readings(
    sensor_id: int,
    after: int = 0,
    limit: int = Query(100, ge=1, le=200),
    session: Session = Depends(get_session),
):
    statement = select(Reading).where(Reading.sensor_id == sensor_id, Reading.id > after).order_by(Reading.id).limit(limit)
    return [as_json(reading) for reading in session.scalars(statement).all()]
