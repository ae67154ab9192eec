import hmac
import re
import time
import uuid
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Header, Request
from pydantic import ValidationError
from sqlalchemy import select

from ..db import Work
from ..outgoing import signature
from ..problems import Problem
from ..shapes import Event
from ..tables import Delivery, Incident, Team
from ..throttle import attempt
from .incidents import tell

router = APIRouter(prefix="/inbound", tags=["inbound"])
_TOLERANCE = 300
_FORM = re.compile(r"t=([0-9]{10}),v1=([0-9a-f]{64})")


@router.post("/{team_id}", status_code=202)
async def receive(team_id: uuid.UUID, request: Request, work: Work, later: BackgroundTasks, yard_signature: Annotated[str, Header(max_length=100)]) -> dict:
    """Events of other systems. Who sends is told by the signature over time and raw body."""
    await attempt("inbound", str(team_id), 600)
    body = await request.body()
    sent = _FORM.fullmatch(yard_signature)
    team = await work.get(Team, team_id)
    if sent is None or team is None or abs(time.time() - int(sent[1])) > _TOLERANCE:
        raise Problem(401, "the signature is not good")
    if not hmac.compare_digest(signature(team.inbound_secret, int(sent[1]), body), sent[2]):
        raise Problem(401, "the signature is not good")
    try:
        event = Event.model_validate_json(body)
    except ValidationError as error:
        raise Problem(422, "no event") from error
    if await work.scalar(select(Delivery).where(Delivery.team_id == team.id, Delivery.event_id == event.id)):
        return {"taken": "before"}
    work.add(Delivery(team_id=team.id, event_id=event.id))
    incident = Incident(team_id=team.id, title=event.title, severity=event.severity)
    work.add(incident)
    await work.flush()
    await tell(work, later, team.id, "incident.opened", incident)
    return {"taken": "now"}
