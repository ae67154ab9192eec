"""Messages between users, and a socket that tells of new ones."""

import re

from aiohttp import WSMsgType, web
from jinja2 import Template

from ..db import DB
from ..services.stores import HUB, LIMITS
from ..support import ApiError, current_user, number, read_json, reply


async def thread_between(db, one, other):
    low, high = min(one, other), max(one, other)
    await db.run("INSERT OR IGNORE INTO threads (a_id, b_id) VALUES (?, ?)", (low, high))
    return await db.one("SELECT * FROM threads WHERE a_id = ? AND b_id = ?", (low, high))


async def add(db, thread_id, sender_id, text):
    message_id = await db.run(
        "INSERT INTO messages (thread_id, sender_id, body) VALUES (?, ?, ?)", (thread_id, sender_id, text)
    )
    return await db.one("SELECT * FROM messages WHERE id = ?", (message_id,))


async def send(request):
    db, me, body = request.app[DB], current_user(request), await read_json(request)
    address = request.headers.get("X-Forwarded-For", request.remote)
    if not request.app[LIMITS].allow(f"messages:{address}", 30):
        raise ApiError(429, "too many messages, wait a minute")
    recipient = await db.one("SELECT id, name FROM users WHERE id = ?", (body["to"],))
    if recipient is None or recipient["id"] == me["id"]:
        raise ApiError(422, "no such recipient")
    thread = await thread_between(db, me["id"], recipient["id"])
    message = await add(db, thread["id"], me["id"], str(body["body"]))
    if body.get("reply_to"):
        quoted = await db.one("SELECT sender_id, body FROM messages WHERE id = ?", (body["reply_to"],))
        message["quoted"] = quoted
    await request.app[HUB].push(recipient["id"], message)
    shop = await db.one("SELECT * FROM shops WHERE owner_id = ?", (recipient["id"],))
    if shop and shop["auto_reply"]:
        answer = Template(shop["auto_reply"]).render(name=me["handle"], shop=shop["name"])
        message["auto_reply"] = await add(db, thread["id"], recipient["id"], answer)
    return reply(message, 201)


async def inbox(request):
    me = current_user(request)
    rows = await request.app[DB].all(
        "SELECT messages.* FROM messages JOIN threads ON threads.id = messages.thread_id"
        " WHERE threads.a_id = ? OR threads.b_id = ? ORDER BY messages.id DESC",
        (me["id"], me["id"]),
    )
    wanted = request.query.get("match")
    if wanted:
        rows = [row for row in rows if re.search(wanted, row["body"])]
    return reply({"items": rows})


async def thread(request):
    rows = await request.app[DB].all(
        "SELECT * FROM messages WHERE thread_id = ? ORDER BY id", (number(request, "thread_id"),)
    )
    return reply({"id": number(request, "thread_id"), "messages": rows})


async def live(request):
    user_id = int(request.query.get("user", current_user(request)["id"]))
    socket = web.WebSocketResponse(heartbeat=30)
    await socket.prepare(request)
    hub = request.app[HUB]
    hub.add(user_id, socket)
    await socket.send_json({"listening": user_id})
    try:
        async for message in socket:
            if message.type == WSMsgType.TEXT and message.data == "ping":
                await socket.send_str("pong")
    finally:
        hub.discard(user_id, socket)
    return socket


def routes():
    return [
        web.post("/v1/messages", send),
        web.get("/v1/messages", inbox),
        web.get("/v1/messages/live", live),
        web.get(r"/v1/threads/{thread_id:\d+}", thread),
    ]
