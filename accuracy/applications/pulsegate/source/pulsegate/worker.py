import asyncio
import logging
import random
import signal
import time
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import select

from . import secrets
from .db import engine, open_session
from .models import Delivery, Incident, Monitor, Subscription, now
from .outbound import Caller, Failed, Refused
from .publishing import publish

log = logging.getLogger("pulsegate.worker")
_TRIES = 8


async def look_at(caller: Caller, monitor: Monitor) -> None:
    try:
        down = await caller.call("GET", monitor.url) >= 500
    except (Failed, Refused):
        down = True
    async with open_session() as db:
        current = (await db.exec(select(Incident).where(Incident.monitor_id == monitor.id, Incident.closed_at.is_(None)).with_for_update())).first()
        if down and current is None:
            incident = Incident(workspace_id=monitor.workspace_id, monitor_id=monitor.id, summary=f"{monitor.name} does not answer")
            db.add(incident)
            try:
                await db.flush()
            except IntegrityError:
                return
            await publish(db, incident, "incident.opened")
        elif not down and current is not None:
            current.closed_at = now()
            await publish(db, current, "incident.closed")
        await db.commit()


async def due_monitors() -> list[Monitor]:
    async with open_session() as db:
        query = select(Monitor).where(Monitor.due_at <= now(), Monitor.paused.is_(False)).order_by(Monitor.due_at).limit(20)
        found = list((await db.exec(query.with_for_update(skip_locked=True))).all())
        for monitor in found:
            monitor.due_at = now() + timedelta(seconds=monitor.every_seconds + random.uniform(0, 3))
        await db.commit()
        return found


async def claim() -> tuple[Delivery, Subscription] | None:
    """Moves the next delivery on in time and lets go of it, before somebody else's server is waited for."""
    async with open_session() as db:
        query = select(Delivery).where(Delivery.done_at.is_(None), Delivery.tries < _TRIES, Delivery.due_at <= now())
        delivery = (await db.exec(query.order_by(Delivery.due_at).limit(1).with_for_update(skip_locked=True))).first()
        if delivery is None:
            return None
        subscription = await db.get_one(Subscription, delivery.subscription_id)
        delivery.tries += 1
        delivery.due_at = now() + timedelta(seconds=10 * 2**delivery.tries + random.uniform(0, 10))
        await db.commit()
        return delivery, subscription


async def deliver_one(caller: Caller) -> bool:
    claimed = await claim()
    if claimed is None:
        return False
    delivery, subscription = claimed
    moment, body = str(int(time.time())), delivery.body.encode()
    signature = secrets.sign(secrets.unseal(subscription.key_sealed), moment, body)
    headers = {"Content-Type": "application/json", "Pulse-Timestamp": moment, "Pulse-Signature": signature}
    try:
        done = 200 <= await caller.call("POST", subscription.url, content=body, headers=headers) < 300
    except (Failed, Refused):
        done = False
    if not done:
        log.info("delivery %s failed, try %d", delivery.id, delivery.tries)
        return True
    async with open_session() as db:
        await db.exec(update(Delivery).where(Delivery.id == delivery.id).values(done_at=now()))
        await db.commit()
    return True


async def main() -> None:
    stop, caller = asyncio.Event(), Caller()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    while not stop.is_set():
        try:
            monitors = await due_monitors()
            await asyncio.gather(*(look_at(caller, monitor) for monitor in monitors))
            busy = await deliver_one(caller)
        except SQLAlchemyError:
            log.exception("round failed")
            monitors, busy = [], False
        if not monitors and not busy:
            await asyncio.sleep(1)
    await caller.close()
    await engine().dispose()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(main())
