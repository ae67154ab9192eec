import asyncio
import json
import random
import uuid
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from .. import outbound, secrets
from ..access import Editing, Owning, Viewing
from ..errors import Conflict, TooMany
from ..models import Incident, Subscription, now
from ..publishing import Hub, publish
from ..querying import Sorting, Windowed
from ..schemas import IncidentOut, Page, SubscriptionIn, SubscriptionOnce, SubscriptionOut

router = APIRouter(prefix="/workspaces/{workspace_id}", tags=["incidents"])
MOST_SUBSCRIPTIONS = 10
LONGEST_STREAM = 900
by = Sorting(opened=Incident.opened_at, closed=Incident.closed_at, summary=Incident.summary)


@router.get("/incidents")
async def index(scope: Viewing, window: Windowed, order: Annotated[object, Depends(by)], open_only: Annotated[bool, Query()] = False) -> Page[IncidentOut]:
    query = scope.query(Incident).order_by(order, Incident.id)
    if open_only:
        query = query.where(Incident.closed_at.is_(None))
    rows = (await scope.db.exec(window.apply(query))).all()
    return Page(**window.page([IncidentOut.model_validate(row) for row in rows]))


@router.post("/incidents/{incident_id}/close")
async def close(incident_id: uuid.UUID, scope: Editing) -> IncidentOut:
    incident = await scope.one(Incident, incident_id, lock=True)
    if incident.closed_at:
        raise Conflict("It is closed already.")
    incident.closed_at = now()
    scope.note("incident.closed", f"incident:{incident.id}")
    await publish(scope.db, incident, "incident.closed")
    await scope.db.commit()
    return IncidentOut.model_validate(incident)


@router.get("/events")
async def events(scope: Viewing, request: Request) -> StreamingResponse:
    hub: Hub = request.app.state.hub
    await scope.db.rollback()
    queue = hub.join(scope.workspace_id)
    if queue is None:
        raise TooMany("The workspace has enough listeners.")

    async def lines() -> AsyncIterator[str]:
        yield f"retry: {3000 + random.randrange(2000)}\n\n"
        try:
            async with asyncio.timeout(LONGEST_STREAM):
                while not await request.is_disconnected():
                    try:
                        event = await asyncio.wait_for(queue.get(), 20)
                    except TimeoutError:
                        yield ": still here\n\n"
                    else:
                        yield f"data: {json.dumps(event)}\n\n"
        except TimeoutError:
            return
        finally:
            hub.leave(scope.workspace_id, queue)

    return StreamingResponse(lines(), media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


@router.get("/subscriptions")
async def subscriptions(scope: Owning) -> list[SubscriptionOut]:
    rows = (await scope.db.exec(scope.query(Subscription).limit(MOST_SUBSCRIPTIONS))).all()
    return [SubscriptionOut.model_validate(row) for row in rows]


@router.post("/subscriptions", status_code=201)
async def subscribe(form: SubscriptionIn, scope: Owning) -> SubscriptionOnce:
    await outbound.judge(str(form.url))
    if len((await scope.db.exec(scope.query(Subscription).limit(MOST_SUBSCRIPTIONS))).all()) >= MOST_SUBSCRIPTIONS:
        raise Conflict("There are enough subscriptions.")
    key = secrets.fresh()
    subscription = Subscription(workspace_id=scope.workspace_id, url=str(form.url), key_sealed=secrets.seal(key))
    scope.db.add(subscription)
    scope.note("subscription.made", f"subscription:{subscription.id}")
    await scope.db.commit()
    return SubscriptionOnce(id=subscription.id, url=subscription.url, key=key)


@router.delete("/subscriptions/{subscription_id}", status_code=204)
async def unsubscribe(subscription_id: uuid.UUID, scope: Owning) -> None:
    await scope.db.delete(await scope.one(Subscription, subscription_id))
    scope.note("subscription.dropped", f"subscription:{subscription_id}")
    await scope.db.commit()
