from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlmodel import Session, select

from crew.dependencies import current_crew, get_session
from crew.models import Crew

router = APIRouter(prefix="/crew", dependencies=[Depends(current_crew)])


@router.get("/{station}")
def crew_of_station(
    station: str,
    session: Annotated[Session, Depends(get_session)],
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
):
    statement = select(Crew).where(Crew.station == station).order_by(Crew.name).limit(limit)
    return session.exec(statement).all()
