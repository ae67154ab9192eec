import asyncio
import logging

from fastapi import APIRouter, WebSocket, WebSocketDisconnect, status
from redis.asyncio import Redis

from ..dependencies import Config, RedisClient, Sessions
from ..models import User
from ..services import SessionService

router = APIRouter()
logger = logging.getLogger("tidewatch.live")

HANDSHAKE_SECONDS = 5
RECHECK_SECONDS = 60
PER_PROCESS = 500
PER_USER = 5
open_sockets: dict[str, int] = {}


async def handshake(socket: WebSocket, sessions: SessionService) -> tuple[str, User] | None:
    """The first message is a one-time ticket, so that no credential shows up in a URL."""
    try:
        ticket = await asyncio.wait_for(socket.receive_text(), HANDSHAKE_SECONDS)
    except (TimeoutError, KeyError):
        return None
    session = await sessions.redeem_ticket(ticket[:100])
    user = await sessions.user_of_digest(session) if session else None
    return (session, user) if session and user else None


async def drain(socket: WebSocket) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return


async def forward(socket: WebSocket, redis: Redis, org_id: str) -> None:
    async with redis.pubsub(ignore_subscribe_messages=True) as pubsub:
        await pubsub.subscribe(f"alerts:{org_id}")
        async for message in pubsub.listen():
            await asyncio.wait_for(socket.send_text(message["data"]), 10)


async def watch_session(sessions: SessionService, session: str) -> None:
    while await sessions.user_of_digest(session):
        await asyncio.sleep(RECHECK_SECONDS)


@router.websocket("/live")
async def live(socket: WebSocket, sessions: Sessions, redis: RedisClient, settings: Config) -> None:
    if socket.headers.get("origin") not in settings.origins or sum(open_sockets.values()) >= PER_PROCESS:
        await socket.close(status.WS_1008_POLICY_VIOLATION)
        return
    await socket.accept()
    try:
        known = await handshake(socket, sessions)
    except WebSocketDisconnect:
        return
    if known is None or open_sockets.get(known[1].id, 0) >= PER_USER:
        await socket.close(status.WS_1008_POLICY_VIOLATION)
        return

    session, user = known
    open_sockets[user.id] = open_sockets.get(user.id, 0) + 1
    tasks = {
        asyncio.create_task(drain(socket)),
        asyncio.create_task(forward(socket, redis, user.org_id)),
        asyncio.create_task(watch_session(sessions, session)),
    }
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            if error := task.exception():
                logger.warning("live connection ended: %s", type(error).__name__)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        open_sockets[user.id] -= 1
        if not open_sockets[user.id]:
            del open_sockets[user.id]
    try:
        await socket.close()
    except RuntimeError:
        logger.debug("the peer had gone already")
