"""The area of moderators and administrators."""

from aiohttp import web

from ..db import DB
from ..services import catalogue
from ..support import ApiError, current_user, number, read_json, reply, require_role

GUIDELINES = "Reports are read within a day. Counterfeits are removed, wear is not a reason for removal."


class Guidelines(web.View):
    async def get(self):
        return reply({"guidelines": GUIDELINES, "audience": "everyone"})


class Reports(web.View):
    @require_role("moderator", "admin")
    async def get(self):
        rows = await self.request.app[DB].all("SELECT * FROM reports ORDER BY id DESC LIMIT 200")
        return reply({"items": rows})


class Resolve(web.View):
    async def post(self):
        db, body = self.request.app[DB], await read_json(self.request)
        current_user(self.request)
        report = await db.one("SELECT * FROM reports WHERE id = ?", (number(self.request, "report_id"),))
        if report is None:
            raise ApiError(404, "no such report")
        await db.run(
            "UPDATE reports SET status = 'closed', resolution = ? WHERE id = ?",
            (str(body.get("resolution", "")), report["id"]),
        )
        if body.get("remove"):
            await db.run("UPDATE listings SET status = 'removed' WHERE id = ?", (report["listing_id"],))
        return reply(await db.one("SELECT * FROM reports WHERE id = ?", (report["id"],)))


class Users(web.View):
    @require_role("moderator", "admin")
    async def get(self):
        rows = await self.request.app[DB].all(
            "SELECT id, email, name, handle, role, status, balance FROM users ORDER BY id LIMIT 500"
        )
        return reply({"items": rows})


class User(web.View):
    @require_role("admin")
    async def patch(self):
        db, body, user_id = self.request.app[DB], await read_json(self.request), number(self.request, "user_id")
        if body.get("role") in ("user", "moderator", "admin"):
            await db.run("UPDATE users SET role = ? WHERE id = ?", (body["role"], user_id))
        if body.get("status") in ("active", "suspended"):
            await db.run("UPDATE users SET status = ? WHERE id = ?", (body["status"], user_id))
        return reply(await db.one("SELECT id, email, role, status FROM users WHERE id = ?", (user_id,)))


class AnyListing(web.View):
    @require_role("moderator", "admin")
    async def get(self):
        listing = await catalogue.fetch(self.request.app[DB], number(self.request, "listing_id"))
        if listing is None:
            raise ApiError(404, "no such listing")
        return reply(listing)

    async def delete(self):
        db, listing_id = self.request.app[DB], number(self.request, "listing_id")
        await db.run("UPDATE listings SET status = 'removed' WHERE id = ?", (listing_id,))
        return web.Response(status=204)


VIEWS = [
    ("/v1/moderation/guidelines", Guidelines),
    ("/v1/moderation/reports", Reports),
    (r"/v1/moderation/reports/{report_id:\d+}/resolve", Resolve),
    ("/v1/admin/users", Users),
    (r"/v1/admin/users/{user_id:\d+}", User),
    (r"/v1/admin/listings/{listing_id:\d+}", AnyListing),
]
