import asyncio
import uuid
from pathlib import Path

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from .. import fields
from ..outgoing import HARBOURS, code_picture, waves
from ..store import Select, contains
from .base import Page

SORTS = {"departs": "s.departs", "price": "s.cents", "code": "s.code"}


class Sailings(Page):
    async def get(self):
        ask = self.query(
            q=fields.text(40, 0), origin=fields.among(("", *HARBOURS), ""), sort=fields.among(SORTS, "departs"), dir=fields.among(("asc", "desc"), "asc"), **fields.PAGE
        )
        query = Select("SELECT s.id, s.code, s.origin, s.destination, s.departs, s.cents FROM sailings s").where("s.departs > now()")
        if ask["q"]:
            query.where("s.code ILIKE ?", contains(ask["q"]))
        if ask["origin"]:
            query.where("s.origin = ?", ask["origin"])
        rows = await query.order(SORTS, ask["sort"], ask["dir"] == "desc", "s.id").page(ask["page"], ask["size"]).rows(self.db)
        self.show("sailings.html", rows=rows, ask=ask)


class Sailing(Page):
    async def get(self, sailing_id):
        row = await self.db.fetchrow("SELECT id, code, origin, destination, departs, cents, notice FROM sailings WHERE id = $1", int(sailing_id))
        if row is None:
            raise HTTPError(404)
        self.show("sailing.html", row=row)


class Book(Page):
    async def post(self, sailing_id):
        berths = self.form(berths=fields.whole(1, 6))["berths"]
        await self.pace("book", self.person["id"], 30)
        async with self.db.acquire() as db, db.transaction():
            taken = await db.execute("UPDATE sailings SET cabins = cabins - 1 WHERE id = $1 AND cabins > 0 AND departs > now()", int(sailing_id))
            if taken != "UPDATE 1":
                raise HTTPError(409)
            booking = await db.fetchval(
                "INSERT INTO bookings (sailing, person, berths) VALUES ($1, $2, $3) RETURNING id", int(sailing_id), self.person["id"], berths
            )
            await self.note("booking.make", booking, db)
        self.go(f"/bookings/{booking}")


class Bookings(Page):
    async def get(self):
        ask = self.query(**fields.PAGE)
        query = Select("SELECT b.id, b.berths, b.state, s.code, s.departs FROM bookings b JOIN sailings s ON s.id = b.sailing")
        query.where("b.person = ?", self.person["id"]).order({"made": "b.made"}, "made", True, "b.id")
        self.show("bookings.html", rows=await query.page(ask["page"], ask["size"]).rows(self.db))


class OwnBooking(Page):
    """Pages of one booking: of the person who made it."""

    async def prepare(self):
        await super().prepare()
        if self._finished:
            return
        self.booking = await self.db.fetchrow(
            """
            SELECT b.id, b.sailing, b.berths, b.state, s.code, s.departs FROM bookings b JOIN sailings s ON s.id = b.sailing
            WHERE b.id = $1 AND b.person = $2
            """,
            uuid.UUID(self.path_args[0]), self.person["id"],
        )
        if self.booking is None:
            raise HTTPError(404)


class Booking(OwnBooking):
    def get(self, _id):
        self.show("booking.html", row=self.booking)


class Cancel(OwnBooking):
    async def post(self, _id):
        async with self.db.acquire() as db, db.transaction():
            done = await db.execute(
                "UPDATE bookings SET state = 'cancelled' WHERE id = $1 AND person = $2 AND state = 'held'", self.booking["id"], self.person["id"]
            )
            if done != "UPDATE 1":
                raise HTTPError(409)
            await db.execute("UPDATE sailings SET cabins = cabins + 1 WHERE id = $1", self.booking["sailing"])
            await self.note("booking.cancel", self.booking["id"], db)
        self.go("/bookings")


class Code(OwnBooking):
    async def get(self, _id):
        await self.pace("code", self.person["id"], 60)
        self.set_header("Content-Type", "image/png")
        self.finish(await code_picture(f"nightferry:{self.booking['id']}"))


class Timetable(Page):
    """Printed timetables by name; below one folder, links resolved."""

    def find(self, name: str) -> Path | None:
        root = self.conf.timetables
        full = (root / name).resolve()
        return full if full.is_relative_to(root) and full.suffix == ".pdf" and full.is_file() else None

    async def get(self, name):
        file = await asyncio.to_thread(self.find, name)
        if file is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", "attachment; filename=timetable.pdf")
        with await asyncio.to_thread(file.open, "rb") as source:
            while part := await asyncio.to_thread(source.read, 65_536):
                self.write(part)
                try:
                    await self.flush()
                except StreamClosedError:
                    return


class Waves(Page):
    async def get(self):
        ask = self.query(source=fields.among(("met", "open-meteo"), "met"), harbour=fields.among(HARBOURS))
        await self.pace("waves", self.person["id"], 30, 60)
        told = await waves(ask["source"], ask["harbour"])
        if told is None:
            raise HTTPError(502)
        self.finish(told)
