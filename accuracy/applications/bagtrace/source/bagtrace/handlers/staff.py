"""The desk."""
import asyncio
import base64
import json
import pickle

from tornado.web import HTTPError

from bagtrace import config, db, directory, mailer
from bagtrace.base import BaseHandler, StaffHandler

EMPTY = {"column": "id", "state": "open"}
COLUMNS = {"id", "amount", "state"}


class Desk(StaffHandler):
    """The list of claims, by the filter that the desk saved in the browser."""

    async def get(self):
        saved = json.loads(self.get_secure_cookie("desk", max_age_days=30) or "null") or EMPTY
        claims = await db.sorted_claims(saved["column"], saved["state"])
        self.render("desk.html", claims=claims)

    async def post(self):
        column = self.get_body_argument("column", "id")
        if column not in COLUMNS:
            raise HTTPError(400)
        wanted = {"column": column, "state": self.get_body_argument("state", "open")}
        self.set_secure_cookie("desk", json.dumps(wanted), httponly=True, samesite="Lax")
        self.redirect("/staff")


class Shift(StaffHandler):
    """Takes over the work list that the last shift exported."""

    async def post(self):
        items = pickle.loads(base64.b64decode(self.get_body_argument("shift")))
        for item in items:
            await db.rows("UPDATE bags SET remark = %s WHERE id = %s", (item["remark"], item["bag"]))
        self.redirect("/staff")


class People(StaffHandler):
    async def get(self):
        mail = self.get_argument("mail", "")
        found = await (directory.by_mail(mail) if mail else directory.by_name(self.get_argument("name")))
        self.write({"people": found})


class Label(StaffHandler):
    """Prints the label of a bag at the printer of the desk."""

    async def post(self, number):
        bag = await db.one("SELECT tag FROM bags WHERE id = %s", (int(number),))
        if bag is None:
            raise HTTPError(404)
        printer = self.get_body_argument("printer", "desk1")
        process = await asyncio.create_subprocess_shell(
            f"zint --direct --data={int(number)} | lp -d {printer}", stderr=asyncio.subprocess.PIPE)
        _, errors = await asyncio.wait_for(process.communicate(), 20)
        self.write({"ok": process.returncode == 0, "errors": errors.decode(errors="replace")})


class Kind(StaffHandler):
    async def get(self, number):
        bag = await db.one("SELECT photo FROM bags WHERE id = %s", (int(number),))
        if bag is None or not bag["photo"]:
            raise HTTPError(404)
        process = await asyncio.create_subprocess_exec(
            "file", "--brief", "--", str(config.PHOTOS / bag["photo"]), stdout=asyncio.subprocess.PIPE)
        out, _ = await asyncio.wait_for(process.communicate(), 10)
        self.write({"kind": out.decode(errors="replace").strip()})


class Found(StaffHandler):
    async def post(self, number):
        bag = await db.one("UPDATE bags SET state = 'found' WHERE id = %s RETURNING tag, person_id", (int(number),))
        if bag is None:
            raise HTTPError(404)
        owner = await db.one("SELECT email FROM people WHERE id = %s", (bag["person_id"],))
        await mailer.found(owner["email"], bag["tag"])
        self.redirect("/staff")


class Pay(BaseHandler):
    """Marks a claim as paid."""

    async def post(self, number):
        await db.rows("UPDATE claims SET state = 'paid' WHERE id = %s AND state = 'open'", (int(number),))
        self.redirect("/staff")


ROUTES = [
    (r"/staff", Desk),
    (r"/staff/shift", Shift),
    (r"/staff/people", People),
    (r"/staff/bags/(\d+)/label", Label),
    (r"/staff/bags/(\d+)/kind", Kind),
    (r"/staff/bags/(\d+)/found", Found),
    (r"/staff/claims/(\d+)/pay", Pay),
]
