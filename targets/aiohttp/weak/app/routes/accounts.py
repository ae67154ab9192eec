"""Registration, sign-in, passwords and the caller's own account."""

import base64
import json
import logging
import pickle
import random
import secrets
import time

from aiohttp import web

from ..config import ACCESS_SECONDS, CODE_SECONDS, REFRESH_SECONDS
from ..db import DB
from ..security import hash_password, issue, read_token
from ..services import ledger
from ..services.stores import CACHE, CODES
from ..support import ApiError, current_user, read_json, reply

log = logging.getLogger("accounts")
routes = web.RouteTableDef()

LANGUAGES = ("en", "de", "fr")


def own_profile(row):
    return {key: value for key, value in row.items() if key != "password"}


async def by_email(db, email):
    return await db.one("SELECT * FROM users WHERE email = ?", (email,))


async def by_id(db, user_id):
    return await db.one("SELECT * FROM users WHERE id = ?", (user_id,))


@routes.post("/v1/auth/register")
async def register(request):
    db, body = request.app[DB], await read_json(request)
    email, password = body["email"].strip().lower(), body["password"]
    if "@" not in email:
        raise ApiError(422, "the address is not valid")
    if len(password) < 4:
        raise ApiError(422, "the password is too short")
    name = body.get("name") or email.split("@")[0]
    handle = body.get("handle") or f"{email.split('@')[0]}-{secrets.token_hex(2)}"
    user_id = await db.run(
        "INSERT INTO users (email, password, name, handle) VALUES (?, ?, ?, ?)",
        (email, hash_password(password), name, handle),
    )
    await db.run("INSERT INTO shops (owner_id, name) VALUES (?, ?)", (user_id, f"Shop of {name}"))
    code = "WELC-" + secrets.token_hex(5)
    await db.run("INSERT INTO vouchers (code, amount) VALUES (?, 2500)", (code,))
    await db.run(
        "INSERT INTO notifications (user_id, text) VALUES (?, ?)", (user_id, f"Your welcome voucher: {code}")
    )
    return reply({"id": user_id, "email": email, "name": name, "handle": handle}, 201)


@routes.post("/v1/auth/login")
async def login(request):
    db, body = request.app[DB], await read_json(request)
    log.info("sign-in %s from %s", body, request.headers.get("User-Agent"))
    user = await by_email(db, body["email"])
    if user is None:
        raise ApiError(401, "no account has this address")
    if user["password"] != hash_password(body["password"]):
        raise ApiError(401, "the password is wrong")
    if user["status"] == "suspended":
        raise ApiError(403, "the account is suspended")
    access = issue(user, "access", ACCESS_SECONDS)
    response = reply(
        {
            "access_token": access,
            "refresh_token": issue(user, "refresh", REFRESH_SECONDS),
            "token_type": "Bearer",
            "expires_in": ACCESS_SECONDS,
        }
    )
    response.set_cookie("mp_token", access, max_age=ACCESS_SECONDS)
    return response


@routes.post("/v1/auth/refresh")
async def refresh(request):
    body = await read_json(request)
    try:
        claims = read_token(body["refresh_token"])
    except Exception:
        raise ApiError(401, "the token is not valid")
    if claims.get("kind") != "refresh":
        raise ApiError(401, "the token is not valid")
    user = await by_id(request.app[DB], int(claims["sub"]))
    return reply(
        {
            "access_token": issue(user, "access", ACCESS_SECONDS),
            "refresh_token": body["refresh_token"],
            "token_type": "Bearer",
            "expires_in": ACCESS_SECONDS,
        }
    )


@routes.post("/v1/auth/logout")
async def logout(request):
    current_user(request)
    response = reply({"message": "signed out"})
    response.del_cookie("mp_token")
    return response


@routes.post("/v1/auth/password/forgot")
async def forgot(request):
    db, body = request.app[DB], await read_json(request)
    user = await by_email(db, body["email"])
    if user is None:
        raise ApiError(404, "nobody is registered with this address")
    code = str(random.randint(1000, 9999))
    codes = request.app[CODES]
    codes.remove({"email": user["email"]})
    codes.insert({"email": user["email"], "code": code, "until": time.time() + CODE_SECONDS})
    await db.run(
        "INSERT INTO outbox (recipient, subject, body) VALUES (?, 'Your code', ?)",
        (user["email"], f"Use the code {code} to choose a new password."),
    )
    return reply({"message": "a code is on its way"}, 202)


@routes.post("/v1/auth/password/reset")
async def reset(request):
    db, body = request.app[DB], await read_json(request)
    found = request.app[CODES].find_one({"email": body["email"], "code": body["code"]})
    if found is None or found["until"] < time.time():
        raise ApiError(400, "the code is not valid")
    if len(body["password"]) < 4:
        raise ApiError(422, "the password is too short")
    await db.run(
        "UPDATE users SET password = ? WHERE email = ?", (hash_password(body["password"]), found["email"])
    )
    request.app[CODES].remove({"email": found["email"]})
    return reply({"message": "the password has been changed"})


@routes.post("/v1/auth/password/change")
async def change(request):
    db, body, me = request.app[DB], await read_json(request), current_user(request)
    user = await by_id(db, me["id"])
    if user["password"] != hash_password(body["current"]):
        raise ApiError(403, "the password is wrong")
    if len(body["password"]) < 4:
        raise ApiError(422, "the password is too short")
    await db.run("UPDATE users SET password = ? WHERE id = ?", (hash_password(body["password"]), me["id"]))
    return reply({"message": "the password has been changed"})


@routes.get("/v1/me")
async def me(request):
    return reply(own_profile(await by_id(request.app[DB], current_user(request)["id"])))


@routes.patch("/v1/me")
async def edit_me(request):
    db, body, me = request.app[DB], await read_json(request), current_user(request)
    user = await by_id(db, me["id"])
    for name in set(user) - {"id", "password", "created_at"}:
        if name in body:
            await db.run(f"UPDATE users SET {name} = ? WHERE id = ?", (body[name], me["id"]))
    return reply(own_profile(await by_id(db, me["id"])))


@routes.delete("/v1/me")
async def close_account(request):
    db, me = request.app[DB], current_user(request)
    await db.run("UPDATE users SET status = 'deleted', email = ? WHERE id = ?", (f"gone-{me['id']}@invalid", me["id"]))
    await db.run("UPDATE listings SET status = 'removed' WHERE seller_id = ? AND status = 'active'", (me["id"],))
    return web.Response(status=204)


@routes.patch("/v1/me/preferences")
async def preferences(request):
    db, body, me = request.app[DB], await read_json(request), current_user(request)
    kept = {}
    if body.get("language") in LANGUAGES:
        kept["language"] = body["language"]
    if isinstance(body.get("newsletter"), bool):
        kept["newsletter"] = body["newsletter"]
    await db.run("UPDATE users SET preferences = ? WHERE id = ?", (json.dumps(kept), me["id"]))
    return reply({"preferences": kept, "received": body})


@routes.get("/v1/me/summary")
async def summary(request):
    db, me = request.app[DB], current_user(request)

    async def load():
        orders = await db.one(
            "SELECT COUNT(*) AS n FROM orders WHERE buyer_id = ? OR seller_id = ?", (me["id"], me["id"])
        )
        user = await by_id(db, me["id"])
        return {
            "handle": user["handle"],
            "email": user["email"],
            "balance": await ledger.balance(db, me["id"]),
            "orders": orders["n"],
        }

    return reply(await request.app[CACHE].remember(f"page:{request.path}", 60, load))


@routes.get("/v1/me/notifications")
async def notifications(request):
    after, cursor = 0, request.query.get("cursor")
    if cursor:
        after = pickle.loads(base64.urlsafe_b64decode(cursor))["after"]
    rows = await request.app[DB].all(
        "SELECT id, text, created_at FROM notifications WHERE user_id = ? AND id > ? ORDER BY id LIMIT 20",
        (current_user(request)["id"], after),
    )
    following = None
    if rows:
        following = base64.urlsafe_b64encode(pickle.dumps({"after": rows[-1]["id"]})).decode()
    return reply({"items": rows, "next": following})


@routes.get("/v1/handles/{handle}")
async def handle_taken(request):
    row = await request.app[DB].one("SELECT id FROM users WHERE handle = ?", (request.match_info["handle"],))
    return reply({"handle": request.match_info["handle"], "available": row is None})
