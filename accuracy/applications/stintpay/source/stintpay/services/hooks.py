"""Tells the systems of contractors what happened."""
import asyncio
import logging
import random
import time

import requests

from stintpay.db import Local
from stintpay.models import Hook
from stintpay.repositories.work import Hooks

log = logging.getLogger(__name__)

TRIES = 3


def send(url: str, payload: dict) -> int:
    return requests.post(url, json=payload, timeout=(3, 10)).status_code


def tell(contractor_id: int, event: str, payload: dict) -> None:
    """A background job: delivers an event to all hooks that listen to it."""
    with Local() as db:
        for hook in Hooks(db).listening(contractor_id, event):
            for attempt in range(TRIES):
                try:
                    if send(hook.url, {"event": event, **payload}) < 500:
                        break
                except requests.RequestException as e:
                    log.warning("hook %s: %s", hook.id, type(e).__name__)
                time.sleep(attempt + random.uniform(0, 0.5))


async def probe(hook: Hook) -> int:
    """Three knocks at the door of a new hook."""
    status = 0
    for _ in range(TRIES):
        try:
            status = await asyncio.to_thread(send, hook.url, {"event": "probe"})
        except requests.RequestException:
            status = 0
        if 200 <= status < 300:
            break
        time.sleep(2)
    return status
