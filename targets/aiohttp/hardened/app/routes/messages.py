"""Messages between users, and a socket that tells of new ones."""

from aiohttp import WSMsgType, web

from ..config import settings
from ..db import DB, many, one
from ..schema import ROW_ID, Optional, text
from ..services.sessions import lookup
from ..services.stores import HUB
from ..support import PAGED, ApiError, body, me, not_found, number, query, reply, window

MESSAGE = {"to": ROW_ID, "body": text(2000, lines=True), "reply_to": Optional(ROW_ID)}
JOINED = (
    "SELECT messages.* FROM messages JOIN threads ON threads.id = messages.thread_id"
    " WHERE (threads.a_id = ? OR threads.b_id = ?)"
)


def add(conn, thread_id, sender_id, content):
    row = conn.execute(
        "INSERT INTO messages (thread_id, sender_id, body) VALUES (?, ?, ?)", (thread_id, sender_id, content)
    )
    return one(conn, "SELECT * FROM messages WHERE id = ?", (row.lastrowid,))


def deliver(conn, user, data):
    recipient = one(conn, "SELECT id, name FROM users WHERE id = ? AND status = 'active'", (data["to"],))
    if recipient is None or recipient["id"] == user["id"]:
        raise not_found()
    pair = tuple(sorted((user["id"], recipient["id"])))
    conn.execute("INSERT OR IGNORE INTO threads (a_id, b_id) VALUES (?, ?)", pair)
    thread = one(conn, "SELECT id FROM threads WHERE a_id = ? AND b_id = ?", pair)
    quoted = None
    if "reply_to" in data:
        quoted = one(
            conn, "SELECT sender_id, body FROM messages WHERE id = ? AND thread_id = ?", (data["reply_to"], thread["id"])
        )
        if quoted is None:
            raise not_found()
    message = add(conn, thread["id"], user["id"], data["body"])
    message["quoted"] = quoted
    shop = one(conn, "SELECT name, auto_reply FROM shops WHERE owner_id = ?", (recipient["id"],))
    if shop and shop["auto_reply"]:
        answer = shop["auto_reply"].replace("{name}", user["handle"]).replace("{shop}", shop["name"])
        message["auto_reply"] = add(conn, thread["id"], recipient["id"], answer)
    return message


async def send(request):
    db, data = request.app[DB], await body(request, MESSAGE)
    message = await db.write(deliver, me(request), data)

    async def still_valid(user_id, session_id):
        return await db.read(lookup, {"user_id": user_id, "session_id": session_id}) is not None

    await request.app[HUB].push(data["to"], message, still_valid)
    return reply(message, 201)


async def inbox(request):
    user_id = me(request)["id"]
    args = query(request, {**PAGED, "match": Optional(text(80), "")})
    rows = await request.app[DB].many(
        JOINED + " AND instr(lower(messages.body), lower(?)) > 0 ORDER BY messages.id DESC LIMIT ? OFFSET ?",
        (user_id, user_id, args["match"], *window(args)),
    )
    return reply({"items": rows})


def read_thread(conn, thread_id, user_id, limit, offset):
    if one(conn, "SELECT id FROM threads WHERE id = ? AND (a_id = ? OR b_id = ?)", (thread_id, user_id, user_id)) is None:
        raise not_found()
    return many(
        conn, JOINED + " AND threads.id = ? ORDER BY messages.id LIMIT ? OFFSET ?",
        (user_id, user_id, thread_id, limit, offset),
    )


async def thread(request):
    thread_id, args = number(request, "thread_id"), query(request, PAGED)
    rows = await request.app[DB].read(read_thread, thread_id, me(request)["id"], *window(args))
    return reply({"id": thread_id, "messages": rows})


async def live(request):
    """The bearer token comes in the header, as everywhere; a browser must come from an allowed origin."""
    user, origin = me(request), request.headers.get("Origin")
    if origin is not None and origin not in settings.allowed_origins:
        raise ApiError(403, "forbidden", "This origin is not allowed.")
    socket = web.WebSocketResponse(heartbeat=30, max_msg_size=1024, timeout=5)
    if not socket.can_prepare(request).ok:
        raise ApiError(426, "upgrade_required", "A WebSocket handshake is expected.", {"Upgrade": "websocket"})
    hub = request.app[HUB]
    if not hub.add(user["id"], user["session_id"], socket):
        raise ApiError(429, "too_many_sockets", "Close another window first.", {"Retry-After": "30"})
    try:
        await socket.prepare(request)
        await socket.send_json({"listening": user["id"]})
        async for message in socket:
            if message.type == WSMsgType.TEXT and message.data == "ping":
                await socket.send_str("pong")
            else:
                await socket.close(code=1003)
    finally:
        hub.discard(user["id"], socket)
    return socket


def routes():
    return [
        web.post("/v1/messages", send),
        web.get("/v1/messages", inbox),
        web.get("/v1/messages/live", live),
        web.get(r"/v1/threads/{thread_id:\d{1,12}}", thread),
    ]
