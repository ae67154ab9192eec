import csv
import io
import uuid

import asyncpg
from tornado.web import HTTPError

from .. import fields
from ..imports import sailings_of
from ..markup import cleaned
from ..secrets_ import hash_password, new_token
from ..store import Select
from .account import later, send_link
from .base import Page


def _cell(value) -> str:
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


class Manifest(Page):
    access = "purser"

    async def get(self, sailing_id):
        await self.pace("manifest", self.person["id"], 20, 60)
        query = Select("SELECT p.name, b.berths, b.state FROM bookings b JOIN people p ON p.id = b.person")
        rows = await query.where("b.sailing = ?", int(sailing_id)).order({"name": "p.name"}, "name", False, "b.id").page(1, 3000).rows(self.db)
        out = io.StringIO()
        csv.writer(out).writerows([_cell(v) for v in row.values()] for row in rows)
        self.set_header("Content-Type", "text/csv")
        self.set_header("Content-Disposition", f"attachment; filename=manifest-{int(sailing_id)}.csv")
        self.finish(out.getvalue())


class Board(Page):
    access = "purser"

    async def post(self, booking_id):
        async with self.db.acquire() as db, db.transaction():
            done = await db.execute("UPDATE bookings SET state = 'boarded' WHERE id = $1 AND state = 'held'", uuid.UUID(booking_id))
            if done != "UPDATE 1":
                raise HTTPError(409)
            await self.note("booking.board", booking_id, db)
        self.set_status(204)


class Notice(Page):
    access = "office"

    async def post(self, sailing_id):
        notice = cleaned(self.form(notice=fields.text(6000, 0))["notice"])
        done = await self.db.execute("UPDATE sailings SET notice = $2 WHERE id = $1", int(sailing_id), notice)
        if done != "UPDATE 1":
            raise HTTPError(404)
        await self.note("notice", sailing_id)
        self.go(f"/sailings/{int(sailing_id)}")


class Import(Page):
    access = "office"

    async def post(self):
        await self.pace("import", self.person["id"], 10)
        form = self.form(form=fields.among(("csv", "yaml"), "csv"))["form"]
        given = self.request.files.get("table", [])
        if len(given) != 1:
            raise HTTPError(422)
        rows = sailings_of(given[0]["body"], form)
        values = [(r["code"], r["origin"], r["destination"], r["departs"], r["cabins"], r["cents"]) for r in rows]
        try:
            async with self.db.acquire() as db, db.transaction():
                await db.executemany("INSERT INTO sailings (code, origin, destination, departs, cabins, cents) VALUES ($1, $2, $3, $4, $5, $6)", values)
                await self.note("import", len(rows), db)
        except asyncpg.UniqueViolationError as problem:
            raise HTTPError(409) from problem
        self.go("/")


class People(Page):
    access = "office"

    async def get(self):
        ask = self.query(**fields.PAGE)
        query = Select("SELECT p.id, p.name, p.email, p.role, p.closed FROM people p").order({"name": "p.name"}, "name", False, "p.id")
        self.show("people.html", rows=await query.page(ask["page"], ask["size"]).rows(self.db))

    async def post(self):
        asked = self.form(email=fields.email, name=fields.text(120))
        await self.pace("invite", self.person["id"], 30)
        try:
            person = await self.db.fetchval(
                "INSERT INTO people (email, name, password_hash) VALUES ($1, $2, $3) RETURNING id", asked["email"], asked["name"], await hash_password(new_token())
            )
        except asyncpg.UniqueViolationError as problem:
            raise HTTPError(409) from problem
        await self.note("person.invite", person)
        later(send_link(self.db, self.conf, asked["email"], "welcome"))
        self.go("/people")


class Person(Page):
    access = "office"
    steps = {
        "close": "UPDATE people SET closed = true WHERE id = $1",
        "open": "UPDATE people SET closed = false WHERE id = $1",
        "purser": "UPDATE people SET role = 'purser' WHERE id = $1",
        "traveller": "UPDATE people SET role = 'traveller' WHERE id = $1",
    }

    async def post(self, person_id, step):
        if int(person_id) == self.person["id"]:
            raise HTTPError(403)
        async with self.db.acquire() as db, db.transaction():
            if await db.execute(self.steps[step], int(person_id)) != "UPDATE 1":
                raise HTTPError(404)
            await db.execute("DELETE FROM logins WHERE person = $1", int(person_id))
            await self.note(f"person.{step}", person_id, db)
        self.go("/people")


class Trail(Page):
    access = "office"

    async def get(self):
        ask = self.query(**fields.PAGE)
        query = Select("SELECT t.at, t.person, t.action, t.subject FROM trail t").order({"id": "t.id"}, "id", True, "t.at")
        self.show("trail.html", rows=await query.page(ask["page"], ask["size"]).rows(self.db))
