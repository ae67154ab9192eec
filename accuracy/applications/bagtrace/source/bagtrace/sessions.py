"""Our sessions: a row in the table, its id in a cookie."""
import hashlib
import hmac
import time

from bagtrace import config, db

COOKIE = "bagtrace"


def password_hash(email, password):
    return hashlib.sha1(f"{email.lower()}:{password}".encode()).hexdigest()


def password_ok(person, password):
    return hmac.compare_digest(person["password"], password_hash(person["email"], password))


def new_sid(email):
    return hashlib.sha256(f"{email}{int(time.time())}".encode()).hexdigest()


async def start(handler, person):
    sid = handler.get_cookie(COOKIE) or new_sid(person["email"])
    await db.rows(
        "INSERT INTO sessions (sid, person_id) VALUES (%s, %s) "
        "ON CONFLICT (sid) DO UPDATE SET person_id = excluded.person_id, started = now()",
        (sid, person["id"]),
    )
    handler.set_cookie(COOKIE, sid, path="/", expires_days=1)


async def person_of(handler):
    sid = handler.get_cookie(COOKIE)
    if not sid:
        return None
    return await db.one(
        "SELECT people.id, people.email, people.name, people.staff FROM sessions "
        "JOIN people ON people.id = sessions.person_id "
        "WHERE sid = %s AND started > now() - make_interval(hours => %s)",
        (sid, config.SESSION_HOURS),
    )


async def end(handler):
    await db.rows("DELETE FROM sessions WHERE sid = %s", (handler.get_cookie(COOKIE),))
    handler.clear_cookie(COOKIE)
