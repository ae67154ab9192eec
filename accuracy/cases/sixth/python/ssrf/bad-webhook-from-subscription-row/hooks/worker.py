import httpx
from redis import Redis
from rq import Queue, Retry
from sqlalchemy import select

from hooks.db import session_scope
from hooks.delivery import Undeliverable, post_event
from hooks.models import Subscription

queue = Queue("hooks", connection=Redis(host="queue"))


def publish(account_id: int, event: str, payload: dict) -> None:
    with session_scope() as session:
        rows = session.execute(
            select(Subscription.callback)
            .where(Subscription.account_id == account_id, Subscription.event == event)
            .limit(20)
        )
        for (callback,) in rows:
            queue.enqueue(deliver, callback, payload, retry=Retry(max=3, interval=[10, 60, 300]))


def deliver(callback: str, payload: dict) -> bool:
    try:
        return post_event(callback, payload) < 300
    except (Undeliverable, httpx.InvalidURL):
        return False
