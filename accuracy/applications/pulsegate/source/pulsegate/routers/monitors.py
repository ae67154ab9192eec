import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import func
from sqlalchemy.exc import IntegrityError

from .. import outbound
from ..access import Editing, Viewing
from ..errors import Conflict
from ..limits import spend
from ..models import Monitor
from ..querying import Pieces, Sorting, Windowed, like
from ..schemas import Downtime, MonitorIn, MonitorOut, Page

router = APIRouter(prefix="/workspaces/{workspace_id}", tags=["monitors"])
MOST = 500
by = Sorting(name=Monitor.name, url=Monitor.url, interval=Monitor.every_seconds)


@router.get("/monitors")
async def index(scope: Viewing, window: Windowed, order: Annotated[object, Depends(by)], q: Annotated[str, Query(max_length=80)] = "") -> Page[MonitorOut]:
    query = scope.query(Monitor).order_by(order, Monitor.id)
    if q:
        query = query.where(Monitor.name.ilike(like(q), escape="\\"))
    rows = (await scope.db.exec(window.apply(query))).all()
    return Page(**window.page([MonitorOut.model_validate(row) for row in rows]))


@router.post("/monitors", status_code=201)
async def create(form: MonitorIn, scope: Editing) -> MonitorOut:
    await outbound.judge(str(form.url))
    used = (await scope.db.exec(scope.query(Monitor).with_only_columns(func.count()))).one()
    if used >= MOST:
        raise Conflict("There are enough monitors.")
    monitor = Monitor(workspace_id=scope.workspace_id, **form.model_dump(mode="json"))
    scope.db.add(monitor)
    scope.note("monitor.created", f"monitor:{monitor.id}")
    try:
        await scope.db.commit()
    except IntegrityError:
        raise Conflict("There is a monitor of that name.") from None
    return MonitorOut.model_validate(monitor)


@router.get("/monitors/{monitor_id}")
async def show(monitor_id: uuid.UUID, scope: Viewing) -> MonitorOut:
    return MonitorOut.model_validate(await scope.one(Monitor, monitor_id))


@router.put("/monitors/{monitor_id}")
async def replace(monitor_id: uuid.UUID, form: MonitorIn, scope: Editing) -> MonitorOut:
    await outbound.judge(str(form.url))
    monitor = await scope.one(Monitor, monitor_id, lock=True)
    monitor.sqlmodel_update(form.model_dump(mode="json"))
    scope.note("monitor.changed", f"monitor:{monitor.id}")
    try:
        await scope.db.commit()
    except IntegrityError:
        raise Conflict("There is a monitor of that name.") from None
    return MonitorOut.model_validate(monitor)


@router.post("/monitors/{monitor_id}/try")
async def try_now(monitor_id: uuid.UUID, scope: Editing, request: Request) -> dict[str, int | None]:
    await spend("try", str(scope.workspace_id), 20, 300)
    monitor = await scope.one(Monitor, monitor_id)
    await scope.db.rollback()
    try:
        return {"status": await request.app.state.caller.call("GET", monitor.url)}
    except outbound.Failed:
        return {"status": None}


@router.get("/downtime")
async def downtime(
    scope: Viewing,
    response: Response,
    days: Annotated[int, Query(ge=1, le=90)] = 30,
    monitor: uuid.UUID | None = None,
    longest_first: bool = False,
) -> list[Downtime]:
    query = Pieces(
        "SELECT m.id AS monitor_id, m.name, count(i.id) AS incidents,"
        " coalesce(sum(extract(epoch FROM coalesce(i.closed_at, now()) - i.opened_at)), 0)::bigint AS seconds"
        " FROM monitor m LEFT JOIN incident i ON i.monitor_id = m.id AND i.opened_at > now() - make_interval(days => :days)"
    ).add("WHERE m.workspace_id = :workspace", workspace=scope.workspace_id, days=days)
    if monitor:
        query.add("AND m.id = :monitor", monitor=monitor)
    query.add("GROUP BY m.id, m.name").add("ORDER BY seconds DESC" if longest_first else "ORDER BY m.name").add("LIMIT :most", most=MOST)
    rows = (await scope.db.execute(query.build())).mappings()
    response.headers["Cache-Control"] = "private, max-age=30"
    return [Downtime(**row) for row in rows]
