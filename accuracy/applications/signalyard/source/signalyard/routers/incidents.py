import csv
import io
import uuid
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query, Response
from sqlalchemy import select, update

from ..db import Work
from ..outgoing import deliver
from ..problems import Problem
from ..security import having
from ..shapes import IncidentIn, IncidentOut, Page
from ..tables import Incident, Team, now
from ..throttle import attempt
from ..trail import note
from .monitors import own

router = APIRouter(prefix="/incidents", tags=["incidents"])


async def tell(work, later: BackgroundTasks, team_id: uuid.UUID, kind: str, incident: Incident) -> None:
    team = await work.get_one(Team, team_id)
    if team.outbound_url and team.outbound_secret:
        event = {"type": kind, "id": str(incident.id), "title": incident.title, "severity": incident.severity}
        later.add_task(deliver, team.outbound_url, team.outbound_secret, list(team.domains), event)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@router.get("")
async def index(ask: Annotated[Page, Query()], me: having("monitors:read"), work: Work) -> list[IncidentOut]:
    query = select(Incident).where(Incident.team_id == me.team_id).order_by(Incident.opened_at.desc(), Incident.id)
    return list(await work.scalars(query.limit(ask.size).offset((ask.page - 1) * ask.size)))


@router.get("/export.csv")
async def export(me: having("monitors:read"), work: Work) -> Response:
    await attempt("export", str(me.id), 10)
    columns = (Incident.opened_at, Incident.closed_at, Incident.severity, Incident.title)
    rows = await work.execute(select(*columns).where(Incident.team_id == me.team_id).order_by(Incident.opened_at.desc()).limit(5000))
    out = io.StringIO()
    csv.writer(out).writerows([_cell(v) for v in row] for row in rows)
    return Response(out.getvalue(), media_type="text/csv", headers={"Content-Disposition": "attachment; filename=incidents.csv"})


@router.post("", status_code=201)
async def open_one(given: IncidentIn, me: having("incidents:write"), work: Work, later: BackgroundTasks) -> IncidentOut:
    if given.monitor_id:
        await own(work, me, given.monitor_id)
    incident = Incident(team_id=me.team_id, **given.model_dump())
    work.add(incident)
    await work.flush()
    note(work, me, "incident.open", incident.id)
    await tell(work, later, me.team_id, "incident.opened", incident)
    return incident


@router.post("/{incident_id}/close")
async def close(incident_id: uuid.UUID, me: having("incidents:write"), work: Work, later: BackgroundTasks) -> IncidentOut:
    step = update(Incident).where(Incident.id == incident_id, Incident.team_id == me.team_id, Incident.closed_at.is_(None))
    incident = await work.scalar(step.values(closed_at=now()).returning(Incident))
    if incident is None:
        raise Problem(409, "no open incident of that id")
    note(work, me, "incident.close", incident.id)
    await tell(work, later, me.team_id, "incident.closed", incident)
    return incident
