from fastapi import APIRouter, Body
from pydantic import BaseModel
from pymongo import MongoClient

router = APIRouter()
tickets = MongoClient().support.tickets


class TicketQuery(BaseModel):
    state: str
    queue: str


@router.post("/tickets/search")
def search(query: dict = Body(...)):
    found = tickets.find({"archived": False, **query}).limit(25)
    return [ticket["title"] for ticket in found]
