from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from .database import get_session
from .models import Event

router = APIRouter(prefix="/events")


@router.get("")
def list_events(session: Session = Depends(get_session)):
    rows = session.scalars(select(Event).order_by(Event.starts_at)).all()
    return [{"id": e.id, "title": e.title, "startsAt": e.starts_at} for e in rows]
