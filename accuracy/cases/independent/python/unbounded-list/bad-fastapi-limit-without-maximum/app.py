from fastapi import APIRouter, Depends, Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from database import get_session
from models import Reading

router = APIRouter()


@router.get("/readings")
def readings(limit: int = 50, session: Session = Depends(get_session)):
    statement = select(Reading).order_by(Reading.id.desc()).limit(limit)
    return [{"id": row.id, "value": row.value} for row in session.scalars(statement)]
