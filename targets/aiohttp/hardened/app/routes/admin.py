"""The area of moderators and administrators; the policy lets nobody else in."""

from aiohttp import web

from ..db import DB, many, one
from ..journal import audit
from ..schema import Optional, choice, flag, text
from ..services import sessions
from ..services.stores import CACHE
from ..support import PAGED, body, conflict, empty, me, not_found, number, query, reply, window

GUIDELINES = "Reports are read within a day. Counterfeits are removed, wear is not a reason for removal."
CHANGES = {
    "role": Optional(choice("user", "moderator", "admin")),
    "status": Optional(choice("active", "suspended")),
}
RESOLUTION = {"resolution": Optional(text(1000, 0, lines=True), ""), "remove": Optional(flag(), False)}


class Guidelines(web.View):
    async def get(self):
        return reply({"guidelines": GUIDELINES, "audience": "everyone"})


class Reports(web.View):
    async def get(self):
        args = query(self.request, PAGED)
        rows = await self.request.app[DB].many(
            "SELECT * FROM reports ORDER BY id DESC LIMIT ? OFFSET ?", window(args)
        )
        return reply({"items": rows})


def take_down(conn, actor_id, listing_id):
    changed = conn.execute(
        "UPDATE listings SET status = 'removed' WHERE id = ? AND status IN ('draft', 'active')", (listing_id,)
    )
    if changed.rowcount != 1:
        raise not_found()
    audit(conn, actor_id, "listing.removed", f"listing:{listing_id}")


def resolve(conn, actor_id, report_id, data):
    report = one(conn, "SELECT * FROM reports WHERE id = ?", (report_id,))
    if report is None:
        raise not_found()
    changed = conn.execute(
        "UPDATE reports SET status = 'closed', resolution = ? WHERE id = ? AND status = 'open'",
        (data["resolution"], report_id),
    )
    if changed.rowcount != 1:
        raise conflict("the report is closed")
    if data["remove"]:
        take_down(conn, actor_id, report["listing_id"])
    audit(conn, actor_id, "report.closed", f"report:{report_id}")
    return one(conn, "SELECT * FROM reports WHERE id = ?", (report_id,))


class Resolve(web.View):
    async def post(self):
        data = await body(self.request, RESOLUTION)
        row = await self.request.app[DB].write(resolve, me(self.request)["id"], number(self.request, "report_id"), data)
        self.request.app[CACHE].forget("facets")
        return reply(row)


class Users(web.View):
    async def get(self):
        args = query(self.request, PAGED)
        rows = await self.request.app[DB].many(
            "SELECT id, email, name, handle, role, status FROM users ORDER BY id LIMIT ? OFFSET ?", window(args)
        )
        return reply({"items": rows})


def change(conn, actor_id, user_id, data):
    if user_id == actor_id:
        raise conflict("nobody changes the own role or state")
    held = one(conn, "SELECT id, status FROM users WHERE id = ?", (user_id,))
    if held is None or held["status"] == "deleted":
        raise not_found()
    for name in CHANGES:
        if name in data:
            conn.execute(f"UPDATE users SET {name} = ? WHERE id = ?", (data[name], user_id))
    sessions.revoke_all(conn, user_id)
    audit(conn, actor_id, "user.changed", f"user:{user_id}", **data)
    return one(conn, "SELECT id, email, role, status FROM users WHERE id = ?", (user_id,))


class User(web.View):
    async def patch(self):
        data = await body(self.request, CHANGES)
        row = await self.request.app[DB].write(change, me(self.request)["id"], number(self.request, "user_id"), data)
        self.request.app[CACHE].forget(f"seller:{row['id']}")
        return reply(row)


class AnyListing(web.View):
    async def get(self):
        row = await self.request.app[DB].one("SELECT * FROM listings WHERE id = ?", (number(self.request, "listing_id"),))
        if row is None:
            raise not_found()
        return reply(row)

    async def delete(self):
        await self.request.app[DB].write(take_down, me(self.request)["id"], number(self.request, "listing_id"))
        self.request.app[CACHE].forget("facets")
        return empty()


class Audit(web.View):
    async def get(self):
        args = query(self.request, PAGED)
        rows = await self.request.app[DB].read(
            many, "SELECT * FROM audit ORDER BY id DESC LIMIT ? OFFSET ?", window(args)
        )
        return reply({"items": rows})


VIEWS = [
    ("/v1/moderation/guidelines", Guidelines),
    ("/v1/moderation/reports", Reports),
    (r"/v1/moderation/reports/{report_id:\d{1,12}}/resolve", Resolve),
    ("/v1/admin/users", Users),
    (r"/v1/admin/users/{user_id:\d{1,12}}", User),
    (r"/v1/admin/listings/{listing_id:\d{1,12}}", AnyListing),
    ("/v1/admin/audit", Audit),
]
