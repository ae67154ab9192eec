from fastapi import APIRouter, Body
from pydantic import BaseModel
from pymongo import MongoClient

router = APIRouter()
tickets = MongoClient().support.tickets


class TicketQuery(BaseModel):
    state: str
    queue: str


@router.post("/tickets/search")
def search(query: TicketQuery):
    found = tickets.find({"archived": False, **query.model_dump()}).limit(25)
    return [ticket["title"] for ticket in found]
