from fastapi import APIRouter, Depends, Query
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from service import Search, TicketService

router = APIRouter(prefix="/tickets")
engine = create_engine("postgresql+psycopg:///helpdesk", pool_pre_ping=True)


def ticket_service():
    with Session(engine) as session:
        yield TicketService(session)


@router.get("")
def search(q: str = Query(min_length=2), tickets: TicketService = Depends(ticket_service)):
    return [{"id": id, "subject": subject} for id, subject in tickets.find(Search(word=q))]
