import asyncio
import logging

from tornado.web import HTTPError

from .. import fields
from ..outgoing import letter
from ..secrets_ import digest, fits, hash_password, new_token, too_easy
from .base import Page

log = logging.getLogger("nightferry")
_running: set[asyncio.Task] = set()


async def send_link(db, conf, address: str, template: str) -> None:
    """Runs after the answer, so that its time tells nothing of the account."""
    try:
        person = await db.fetchval("SELECT id FROM people WHERE email = $1 AND NOT closed", address)
        if person is None:
            return
        token = new_token()
        await db.execute("INSERT INTO links (digest, person, ends) VALUES ($1, $2, now() + interval '30 minutes')", digest(token), person)
        await letter(conf, address, template, token)
    except Exception:
        log.exception("link not sent")


def later(job) -> None:
    task = asyncio.create_task(job)
    _running.add(task)
    task.add_done_callback(_running.discard)


class Login(Page):
    access = None

    def get(self):
        self.show("login.html", next=fields.own_path(self.get_query_argument("next", None)), problem=None)

    async def post(self):
        asked = self.form(email=fields.email)
        target = fields.own_path(self.get_body_argument("next", None))
        await self.pace("login-ip", self.request.remote_ip, 40)
        await self.pace("login", asked["email"], 8)
        row = await self.db.fetchrow("SELECT id, password_hash, closed FROM people WHERE email = $1", asked["email"])
        word = self.get_body_argument("password", "", strip=False)[:128]
        if not await fits(row["password_hash"] if row else None, word) or row["closed"]:
            self.set_status(401)
            return self.show("login.html", next=target, problem="Address or password is wrong")
        await self.log_out()
        await self.log_in(row["id"])
        self.person = row
        await self.note("login", row["id"])
        self.go(target)


class Logout(Page):
    async def post(self):
        await self.note("logout", self.person["id"])
        await self.log_out()
        self.go("/login")


class Forgot(Page):
    access = None

    def get(self):
        self.show("forgot.html", sent=False)

    async def post(self):
        asked = self.form(email=fields.email)
        await self.pace("forgot-ip", self.request.remote_ip, 20, 3600)
        await self.pace("forgot", asked["email"], 3, 3600)
        later(send_link(self.db, self.conf, asked["email"], "reset"))
        self.show("forgot.html", sent=True)


class Password(Page):
    """The page of the letter: the token names the person, once."""

    access = None

    def get(self):
        self.set_header("Referrer-Policy", "no-referrer")
        self.show("password.html", token=self.query(token=fields.text(43, 43, r"[\w-]+"))["token"], problem=None)

    async def post(self):
        token = self.form(token=fields.text(43, 43, r"[\w-]+"))["token"]
        word = self.get_body_argument("password", "", strip=False)
        await self.pace("password-ip", self.request.remote_ip, 20)
        if too_easy(word):
            self.set_status(422)
            return self.show("password.html", token=token, problem="12 to 128 characters that are hard to guess")
        fresh = await hash_password(word)
        async with self.db.acquire() as db, db.transaction():
            person = await db.fetchval("DELETE FROM links WHERE digest = $1 AND ends > now() RETURNING person", digest(token))
            if person is None:
                raise HTTPError(400)
            await db.execute("UPDATE people SET password_hash = $2 WHERE id = $1 AND NOT closed", person, fresh)
            await db.execute("DELETE FROM logins WHERE person = $1", person)
            await db.execute("DELETE FROM links WHERE person = $1", person)
        self.go("/login")


class ChangePassword(Page):
    async def post(self):
        me = self.person["id"]
        await self.pace("change", me, 8)
        old, word = (self.get_body_argument(name, "", strip=False)[:200] for name in ("old", "password"))
        if not await fits(await self.db.fetchval("SELECT password_hash FROM people WHERE id = $1", me), old):
            raise HTTPError(403)
        if too_easy(word):
            raise HTTPError(422)
        fresh = await hash_password(word)
        async with self.db.acquire() as db, db.transaction():
            await db.execute("UPDATE people SET password_hash = $2 WHERE id = $1", me, fresh)
            await db.execute("DELETE FROM logins WHERE person = $1", me)
            await self.note("password", me, db)
        await self.log_in(me)
        self.go("/")
