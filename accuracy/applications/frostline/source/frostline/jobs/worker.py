import asyncio
import logging
import random
import signal
from datetime import timedelta

import httpx
from sqlalchemy import select

from ..db import Session, engine
from ..middleware import configure_logging
from ..models import Job, now
from .handlers import HANDLERS

log = logging.getLogger("frostline.jobs")
MOST_TRIES = 6
LONGEST = 120


async def one(client: httpx.AsyncClient) -> bool:
    """Takes one job that is due; whether there was one. Others skip its row while it is worked on."""
    async with Session() as session:
        job = await session.scalar(
            select(Job)
            .where(Job.failed.is_(False), Job.run_at <= now())
            .order_by(Job.run_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if job is None:
            return False
        key, kind, tries = job.id, job.kind, job.tries + 1
        try:
            async with asyncio.timeout(LONGEST), session.begin_nested():
                await HANDLERS[kind](session, client, job.payload)
            await session.delete(job)
        except Exception as error:
            log.warning("job %s (%s) failed: %s", key, kind, type(error).__name__)
            job.tries = tries
            job.failed = tries >= MOST_TRIES
            job.run_at = now() + timedelta(seconds=2**tries * 5 * random.uniform(0.8, 1.2))
        await session.commit()
        return True


async def main() -> None:
    configure_logging()
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    timeout = httpx.Timeout(10, connect=4)
    async with httpx.AsyncClient(timeout=timeout, follow_redirects=False) as client:
        while not stop.is_set():
            try:
                busy = await one(client)
            except Exception:
                log.exception("no job could be taken")
                busy = False
            if not busy:
                try:
                    await asyncio.wait_for(stop.wait(), 2)
                except TimeoutError:
                    continue
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
