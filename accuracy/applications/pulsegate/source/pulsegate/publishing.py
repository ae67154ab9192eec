import asyncio
import json
import uuid

from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from .limits import redis
from .models import Delivery, Incident, Subscription

CHANNEL = "pulse:incidents"
_LISTENERS_PER_WORKSPACE = 20
_BACKLOG = 100


async def publish(db: AsyncSession, incident: Incident, event: str) -> None:
    """Deliveries are rows of the same transaction; listeners are told at once, they only look again."""
    message = {"event": event, "incident": str(incident.id)}
    subscriptions = (await db.exec(select(Subscription.id).where(Subscription.workspace_id == incident.workspace_id))).all()
    db.add_all(Delivery(subscription_id=id, body=json.dumps(message)) for id in subscriptions)
    await redis().publish(CHANNEL, json.dumps({"workspace": str(incident.workspace_id), **message}))


class Hub:
    def __init__(self):
        self._listeners: dict[uuid.UUID, set[asyncio.Queue]] = {}
        self._task: asyncio.Task | None = None

    def join(self, workspace_id: uuid.UUID) -> asyncio.Queue | None:
        queues = self._listeners.setdefault(workspace_id, set())
        if len(queues) >= _LISTENERS_PER_WORKSPACE:
            return None
        queue: asyncio.Queue = asyncio.Queue(_BACKLOG)
        queues.add(queue)
        return queue

    def leave(self, workspace_id: uuid.UUID, queue: asyncio.Queue) -> None:
        queues = self._listeners.get(workspace_id, set())
        queues.discard(queue)
        if not queues:
            self._listeners.pop(workspace_id, None)

    async def _listen(self, client: Redis) -> None:
        while True:
            try:
                async with client.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    async for message in channel.listen():
                        if message["type"] == "message":
                            self._spread(json.loads(message["data"]))
            except RedisError:
                await asyncio.sleep(1)

    def _spread(self, message: dict[str, str]) -> None:
        for queue in self._listeners.get(uuid.UUID(message.pop("workspace")), ()):
            if not queue.full():
                queue.put_nowait(message)

    def start(self) -> None:
        self._task = asyncio.create_task(self._listen(redis()))

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
