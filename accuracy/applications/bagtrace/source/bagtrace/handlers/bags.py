"""Bags that are missing or found."""
import re

from tornado.escape import xhtml_escape
from tornado.web import HTTPError

from bagtrace import db
from bagtrace.base import BaseHandler, OpenHandler

TAG = re.compile(r"[A-Z]{2}\d{6}")


class Bags(BaseHandler):
    async def get(self):
        self.render("bags.html", bags=await db.bags_of(self.current_user["id"]))

    async def post(self):
        tag = self.get_body_argument("tag").upper()
        if not TAG.fullmatch(tag):
            raise HTTPError(400)
        bag = await db.one(
            "INSERT INTO bags (person_id, tag, flight, colour, remark) VALUES (%s, %s, %s, %s, %s) RETURNING id",
            (self.current_user["id"], tag, self.get_body_argument("flight"),
             self.get_body_argument("colour", ""), self.get_body_argument("remark", "")),
        )
        self.redirect(f"/bags/{bag['id']}")


class Search(BaseHandler):
    async def get(self):
        colour = self.get_argument("colour", "")
        bags = await db.rows(
            f"SELECT id, tag, flight, colour, state FROM bags WHERE state = 'found' AND colour ILIKE '{colour}' LIMIT 50"
        )
        self.render("bags.html", bags=bags)


class Bag(BaseHandler):
    async def get(self, number):
        bag = await db.one("SELECT * FROM bags WHERE id = %s", (int(number),))
        if bag is None or (bag["person_id"] != self.current_user["id"] and not self.current_user["staff"]):
            raise HTTPError(404)
        self.render("bag.html", bag=bag)


class Track(OpenHandler):
    """For the screens in the hall: is the bag with this tag here?"""

    async def get(self):
        tag = self.get_argument("tag", "")
        bag = await db.one("SELECT state FROM bags WHERE tag = %s", (tag,))
        if bag is None:
            self.write(f"<h1>Unknown</h1><p>There is no bag with the tag {tag}.</p>")
            return
        self.write(f"<h1>{xhtml_escape(tag)}</h1><p>{bag['state']}</p>")


class Flight(OpenHandler):
    async def get(self):
        flight = self.get_argument("flight", "")
        found = await db.one("SELECT count(*) AS n FROM bags WHERE flight = %s AND state = 'found'", (flight,))
        self.write(f"<p>{found['n']} bags of {xhtml_escape(flight)} are at the desk.</p>")


class ApiBags(BaseHandler):
    """/api/bags?flight=NA12&state=missing"""

    async def get(self):
        conditions = {name: self.get_argument(name) for name in self.request.arguments}
        conditions["person_id"] = self.current_user["id"]
        bags = await db.fetch_where("bags", conditions)
        self.write({"bags": bags})


ROUTES = [
    (r"/bags", Bags),
    (r"/bags/search", Search),
    (r"/bags/track", Track),
    (r"/bags/flight", Flight),
    (r"/bags/(\d+)", Bag),
    (r"/api/bags", ApiBags),
]
