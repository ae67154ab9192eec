from typing import Any

from fastapi import APIRouter, Body, Depends, HTTPException

from stintpay.deps import Db, User, require
from stintpay.repositories import events
from stintpay.repositories.people import Contractors
from stintpay.schemas import EventKinds, InviteIn
from stintpay.services.accounts import Accounts

router = APIRouter(prefix="/admin", tags=["admin"], dependencies=[Depends(require("admin"))])


@router.post("/invites", status_code=201)
def invite(body: InviteIn, db: Db, user: User):
    return {"code": Accounts(db).invite(user, body.email).code}


@router.post("/contractors/{key}/rate")
def rate(key: int, db: Db, user: User, cents: int = Body(embed=True, ge=0)):
    people = Contractors(db)
    found = people.get(key)
    if found is None or found.agency_id != user.agency_id:
        raise HTTPException(404, "no such contractor")
    people.apply(found, {"day_rate": cents})
    return {"id": found.id, "day_rate": found.day_rate}


@router.post("/events/search")
def search_events(user: User, actor: Any = Body(), agency: Any = Body(None)):
    """Events of an actor, of the own agency when no other is named."""
    return events.find({"actor": actor, "agency": agency or user.agency_id})


@router.post("/events/kinds")
def events_of_kind(body: EventKinds, user: User):
    return events.find({"kind": body.kind, "agency": user.agency_id}, body.limit)
