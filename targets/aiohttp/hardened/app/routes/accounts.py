"""Registration, sign-in, passwords and the caller's own account."""

import json
import secrets

from aiohttp import web

from ..config import ACCESS_SECONDS
from ..db import DB, many, one
from ..journal import audit, digest, event
from ..policy import claim_attempt, clear_attempts, count, too_many
from ..schema import Optional, choice, digits, email, flag, secret, text
from ..security import hash_password, issue_access, password_matches, password_problem
from ..services import sessions
from ..services.stores import CACHE
from ..support import ApiError, body, conflict, empty, invalid, me, query, reply

routes = web.RouteTableDef()

HANDLE = r"(?!admin|moderator|operator|support)[a-z][a-z0-9-]{2,29}"
REGISTRATION = {"email": email(), "password": secret(), "name": text(60)}
SIGN_IN = {"email": email(), "password": secret()}
RESET = {"email": email(), "code": secret(40), "password": secret()}
CHANGE = {"current": secret(), "password": secret()}
PROFILE = {
    "name": Optional(text(60)),
    "handle": Optional(text(30, 3, HANDLE)),
    "phone": Optional(text(30, 0, r"[0-9+ ()-]*")),
    "address": Optional(text(200, 0)),
}
PREFERENCES = {"language": Optional(choice("en", "de", "fr")), "newsletter": Optional(flag())}
OWN = "SELECT id, email, name, handle, role, phone, address, status, preferences, balance FROM users WHERE id = ?"


def tokens(user_id, session_id, refresh_token):
    return {
        "access_token": issue_access(user_id, session_id), "refresh_token": refresh_token,
        "token_type": "Bearer", "expires_in": ACCESS_SECONDS,
    }


def refuse_weak(password, address, name=""):
    problem = password_problem(password, address, name)
    if problem:
        raise invalid(problem)


def create(conn, data, hashed):
    """For an address that is taken nothing happens here, but its owner is told."""
    if one(conn, "SELECT id FROM users WHERE email = ?", (data["email"],)):
        conn.execute(
            "INSERT INTO outbox (recipient, subject, body) VALUES (?, 'Registration', 'You have an account.')",
            (data["email"],),
        )
        return
    row = conn.execute(
        "INSERT INTO users (email, password, name, handle) VALUES (?, ?, ?, ?)",
        (data["email"], hashed, data["name"], "player-" + secrets.token_hex(5)),
    )
    code = "WELC-" + secrets.token_hex(8)
    conn.execute("INSERT INTO shops (owner_id, name) VALUES (?, ?)", (row.lastrowid, f"Shop of {data['name']}"))
    conn.execute("INSERT INTO vouchers (code, owner_id, amount) VALUES (?, ?, 2500)", (code, row.lastrowid))
    conn.execute(
        "INSERT INTO notifications (user_id, text) VALUES (?, ?)", (row.lastrowid, f"Your welcome voucher: {code}")
    )
    audit(conn, row.lastrowid, "user.registered", f"user:{row.lastrowid}")


@routes.post("/v1/auth/register")
async def register(request):
    data = await body(request, REGISTRATION)
    refuse_weak(data["password"], data["email"], data["name"])
    await request.app[DB].write(create, data, await hash_password(data["password"]))
    return reply({"message": "You can sign in now."}, 201)


async def verify(request, account, password, stored):
    db, keys = request.app[DB], (digest(account), digest(request["address"]))
    wait = await db.write(claim_attempt, *keys)
    if wait is not None:
        event("password.throttled", request_id=request["id"], account=keys[0][:12])
        raise too_many(wait)
    if not await password_matches(password, stored):
        event("password.wrong", request_id=request["id"], account=keys[0][:12])
        return False
    await db.write(clear_attempts, *keys)
    return True


@routes.post("/v1/auth/login")
async def login(request):
    db, data = request.app[DB], await body(request, SIGN_IN)
    user = await db.one("SELECT id, password FROM users WHERE email = ? AND status = 'active'", (data["email"],))
    if not await verify(request, data["email"], data["password"], user and user["password"]):
        raise ApiError(401, "bad_credentials", "The address or the password is wrong.")
    session_id, refresh_token = await db.write(sessions.start, user["id"])
    return reply(tokens(user["id"], session_id, refresh_token))


@routes.post("/v1/auth/refresh")
async def refresh(request):
    data = await body(request, {"refresh_token": secret(100)})
    rotated = await request.app[DB].write(sessions.rotate, data["refresh_token"])
    if rotated is None:
        event("refresh.refused", request_id=request["id"])
        raise ApiError(401, "unauthenticated", "The token is not valid.")
    return reply(tokens(*rotated))


@routes.post("/v1/auth/logout")
async def logout(request):
    await request.app[DB].write(sessions.revoke, me(request)["session_id"])
    return empty()


@routes.post("/v1/auth/password/forgot")
async def forgot(request):
    data = await body(request, {"email": email()})
    left = await request.app[DB].write(count, [(f"forgot:{digest(data['email'])}", 5, 3600)])
    if left[1] >= 0:
        await request.app[DB].write(sessions.make_code, data["email"])
    return reply({"message": "If the address is known, a code is on its way."}, 202)


@routes.post("/v1/auth/password/reset")
async def reset(request):
    db, data = request.app[DB], await body(request, RESET)
    refuse_weak(data["password"], data["email"])
    user_id = await db.write(sessions.use_code, data["email"], data["code"])
    if user_id is None:
        raise ApiError(400, "bad_code", "The code is not valid.")
    await db.write(sessions.set_password, user_id, await hash_password(data["password"]))
    return empty()


@routes.post("/v1/auth/password/change")
async def change(request):
    db, data = request.app[DB], await body(request, CHANGE)
    user = await db.one("SELECT id, email, name, password FROM users WHERE id = ?", (me(request)["id"],))
    if not await verify(request, user["email"], data["current"], user["password"]):
        raise ApiError(403, "bad_credentials", "The password is wrong.")
    refuse_weak(data["password"], user["email"], user["name"])
    await db.write(sessions.set_password, user["id"], await hash_password(data["password"]))
    return empty()


def profile(conn, user_id):
    user = one(conn, OWN, (user_id,))
    user["preferences"] = json.loads(user["preferences"])
    return user


@routes.get("/v1/me")
async def show(request):
    return reply(await request.app[DB].read(profile, me(request)["id"]))


def edit(conn, user_id, data):
    for name in PROFILE:
        if name in data:
            conn.execute(f"UPDATE users SET {name} = ? WHERE id = ?", (data[name], user_id))
    return profile(conn, user_id)


@routes.patch("/v1/me")
async def edit_me(request):
    user_id = me(request)["id"]
    result = await request.app[DB].write(edit, user_id, await body(request, PROFILE))
    request.app[CACHE].forget(f"seller:{user_id}", f"summary:{user_id}")
    return reply(result)


def close(conn, user_id):
    running = one(
        conn, "SELECT id FROM orders WHERE (buyer_id = ? OR seller_id = ?) AND state NOT IN ('completed', 'cancelled')",
        (user_id, user_id),
    )
    if running:
        raise conflict("there are open orders")
    conn.execute(
        "UPDATE users SET status = 'deleted', email = ?, password = '!', name = 'Former member', phone = '', address = ''"
        " WHERE id = ?",
        (f"gone-{user_id}@deleted.invalid", user_id),
    )
    conn.execute("UPDATE listings SET status = 'removed' WHERE seller_id = ? AND status != 'sold'", (user_id,))
    sessions.revoke_all(conn, user_id)
    audit(conn, user_id, "user.closed", f"user:{user_id}")


@routes.delete("/v1/me")
async def close_account(request):
    await request.app[DB].write(close, me(request)["id"])
    request.app[CACHE].forget(f"seller:{me(request)['id']}")
    return empty()


def keep_preferences(conn, user_id, data):
    conn.execute("UPDATE users SET preferences = ? WHERE id = ?", (json.dumps(data), user_id))


@routes.patch("/v1/me/preferences")
async def preferences(request):
    data = await body(request, PREFERENCES)
    await request.app[DB].write(keep_preferences, me(request)["id"], data)
    return reply({"preferences": data})


def summarise(conn, user_id):
    return one(
        conn,
        "SELECT handle, email, balance, (SELECT COUNT(*) FROM orders WHERE buyer_id = users.id OR seller_id = users.id)"
        " AS orders FROM users WHERE id = ?",
        (user_id,),
    )


@routes.get("/v1/me/summary")
async def summary(request):
    db, user_id = request.app[DB], me(request)["id"]
    return reply(await request.app[CACHE].remember(f"summary:{user_id}", 5, lambda: db.read(summarise, user_id)))


def notes(conn, user_id, after):
    rows = many(
        conn, "SELECT id, text, created_at FROM notifications WHERE user_id = ? AND id > ? ORDER BY id LIMIT 20",
        (user_id, after),
    )
    return {"items": rows, "next": str(rows[-1]["id"]) if rows else None}


@routes.get("/v1/me/notifications")
async def notifications(request):
    args = query(request, {"cursor": Optional(digits(0, 10**11), 0)})
    return reply(await request.app[DB].read(notes, me(request)["id"], args["cursor"]))


@routes.get(r"/v1/handles/{handle:[a-z0-9-]{3,30}}")
async def handle_taken(request):
    handle = request.match_info["handle"]
    row = await request.app[DB].one("SELECT id FROM users WHERE handle = ?", (handle,))
    return reply({"handle": handle, "available": row is None})
