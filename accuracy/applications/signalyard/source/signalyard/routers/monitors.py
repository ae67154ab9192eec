import uuid
from typing import Annotated

import yaml
from fastapi import APIRouter, BackgroundTasks, Query, Request
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import func, select, update

from ..db import Work, sessions
from ..outgoing import addresses_of, host_within, is_up
from ..problems import Problem, missing
from ..security import having
from ..shapes import MonitorIn, MonitorOut, MonitorPatch, MonitorSearch
from ..tables import Monitor, Team
from ..throttle import attempt
from ..trail import note

router = APIRouter(prefix="/monitors", tags=["monitors"])
_SORTS = {"name": Monitor.name, "created": Monitor.created_at, "interval": Monitor.interval}
_MOST = 200
_many = TypeAdapter(list[MonitorIn])


async def own(work, me, monitor_id: uuid.UUID) -> Monitor:
    found = await work.scalar(select(Monitor).where(Monitor.id == monitor_id, Monitor.team_id == me.team_id))
    if found is None:
        raise missing()
    return found


async def _add(work, me, given: list[MonitorIn]) -> list[Monitor]:
    team = await work.get_one(Team, me.team_id, with_for_update=True)
    there = await work.scalar(select(func.count()).where(Monitor.team_id == team.id))
    if there + len(given) > _MOST:
        raise Problem(409, f"at most {_MOST} monitors")
    if not all(host_within(m.url, team.domains) for m in given):
        raise Problem(422, "an address is not of your domains")
    rows = [Monitor(team_id=team.id, **m.model_dump()) for m in given]
    work.add_all(rows)
    await work.flush()
    return rows


@router.get("")
async def search(ask: Annotated[MonitorSearch, Query()], me: having("monitors:read"), work: Work) -> list[MonitorOut]:
    query = select(Monitor).where(Monitor.team_id == me.team_id)
    if ask.q:
        query = query.where(Monitor.name.icontains(ask.q, autoescape=True))
    if ask.state:
        query = query.where(Monitor.state == ask.state)
    column = _SORTS[ask.sort]
    query = query.order_by(column.desc() if ask.descending else column, Monitor.id)
    return list(await work.scalars(query.limit(ask.size).offset((ask.page - 1) * ask.size)))


@router.post("", status_code=201)
async def create(given: MonitorIn, me: having("monitors:write"), work: Work) -> MonitorOut:
    (monitor,) = await _add(work, me, [given])
    note(work, me, "monitor.create", monitor.id)
    return monitor


@router.post("/import", status_code=201)
async def bring_in(request: Request, me: having("monitors:write"), work: Work) -> dict:
    """Monitors as YAML; the body is at most 64 KB and has no anchors."""
    await attempt("import", str(me.id), 10)
    body = await request.body()
    if len(body) > 65_536:
        raise Problem(413, "at most 64 KB")
    try:
        if any(isinstance(t, yaml.tokens.AnchorToken | yaml.tokens.AliasToken) for t in yaml.scan(body, Loader=yaml.SafeLoader)):
            raise Problem(422, "anchors are not read")
        given = _many.validate_python(yaml.safe_load(body))
    except (yaml.YAMLError, ValidationError, RecursionError) as error:
        raise Problem(422, "a list of monitors in YAML is wanted") from error
    rows = await _add(work, me, given)
    note(work, me, "monitor.import", len(rows))
    return {"created": len(rows)}


@router.get("/{monitor_id}")
async def show(monitor_id: uuid.UUID, me: having("monitors:read"), work: Work) -> MonitorOut:
    return await own(work, me, monitor_id)


@router.patch("/{monitor_id}")
async def change(monitor_id: uuid.UUID, given: MonitorPatch, me: having("monitors:write"), work: Work) -> MonitorOut:
    monitor = await own(work, me, monitor_id)
    for field, value in given.model_dump(exclude_none=True).items():
        setattr(monitor, field, value)
    note(work, me, "monitor.change", monitor.id)
    return monitor


@router.delete("/{monitor_id}", status_code=204)
async def remove(monitor_id: uuid.UUID, me: having("monitors:write"), work: Work) -> None:
    await work.delete(await own(work, me, monitor_id))
    note(work, me, "monitor.delete", monitor_id)


async def _look(monitor_id: uuid.UUID, url: str, domains: list[str]) -> None:
    """Runs after the answer and holds no connection while the address is asked."""
    state = "up" if await is_up(url, domains) else "down"
    async with sessions() as work, work.begin():
        await work.execute(update(Monitor).where(Monitor.id == monitor_id, Monitor.url == url).values(state=state))


@router.post("/{monitor_id}/check", status_code=202)
async def check(monitor_id: uuid.UUID, me: having("monitors:write"), work: Work, later: BackgroundTasks) -> MonitorOut:
    await attempt("check", str(me.id), 60)
    monitor = await own(work, me, monitor_id)
    team = await work.get_one(Team, me.team_id)
    later.add_task(_look, monitor.id, monitor.url, list(team.domains))
    return monitor


@router.get("/{monitor_id}/addresses")
async def addresses(monitor_id: uuid.UUID, me: having("monitors:read")) -> list[str]:
    await attempt("dig", str(me.id), 60)
    async with sessions() as work:
        monitor = await own(work, me, monitor_id)
        host = host_within(monitor.url, (await work.get_one(Team, me.team_id)).domains)
    return await addresses_of(host) if host else []
