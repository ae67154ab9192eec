import logging
import time
import uuid
from collections import OrderedDict
from datetime import timedelta
from http.client import responses
from urllib.parse import quote

from tornado.web import HTTPError, RequestHandler

from ..secrets_ import digest, new_token
from ..store import may_try, note

log = logging.getLogger("nightferry")
COOKIE = "__Host-ferry"
IDLE, LONGEST = timedelta(minutes=40), timedelta(hours=10)
RANK = {"traveller": 1, "purser": 2, "office": 3}


class Bucket:
    def __init__(self, rate: float, burst: int, keep: int = 20_000):
        self.rate, self.burst, self.keep, self.seen = rate, burst, keep, OrderedDict()

    def take(self, who: str) -> bool:
        moment = time.monotonic()
        tokens, last = self.seen.pop(who, (float(self.burst), moment))
        tokens = min(self.burst, tokens + (moment - last) * self.rate)
        self.seen[who] = (tokens - 1 if tokens >= 1 else tokens, moment)
        if len(self.seen) > self.keep:
            self.seen.popitem(last=False)
        return tokens >= 1


_everyone = Bucket(rate=5, burst=120)


class Base(RequestHandler):
    """What all answers have: a name, headers, a limit, errors without inner words."""

    limited = True

    @property
    def db(self):
        return self.application.db

    @property
    def conf(self):
        return self.application.conf

    def set_default_headers(self):
        self.request_name = uuid.uuid4().hex
        for name, value in {
            "Server": "nightferry",
            "X-Request-Id": self.request_name,
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        }.items():
            self.set_header(name, value)

    async def prepare(self):
        if self.limited and not _everyone.take(self.request.remote_ip):
            self.set_header("Retry-After", "60")
            raise HTTPError(429)

    def write_error(self, status_code, **kwargs):
        title = responses.get(status_code, "Something went wrong") if status_code < 500 else "Something went wrong"
        self.render("problem.html", title=title, name=self.request_name, person=getattr(self, "person", None))

    def log_exception(self, kind, value, trace):
        if isinstance(value, HTTPError):
            log.info("%s %s refused with %s", self.request_name, type(self).__name__, value.status_code)
        else:
            log.error("%s %s failed", self.request_name, type(self).__name__, exc_info=(kind, value, trace))

    def query(self, **readers):
        return {name: read(name, self.get_query_argument(name, None)) for name, read in readers.items()}

    def form(self, **readers):
        return {name: read(name, self.get_body_argument(name, None)) for name, read in readers.items()}

    async def pace(self, kind: str, who: object, most: int, seconds: int = 900):
        if not await may_try(self.db, f"{kind}:{digest(str(who))}", most, seconds):
            self.set_header("Retry-After", str(seconds))
            raise HTTPError(429)


class Page(Base):
    """A page. `access` is the least role, or None for a page that is open; without a word it is for travellers."""

    access: str | None = "traveller"

    async def prepare(self):
        await super().prepare()
        self.person = await self._who()
        if self.access is None:
            return
        if self.person is None:
            target = self.request.uri if self.request.method == "GET" else "/"
            return self.redirect(f"/login?next={quote(target, safe='')}", status=303)
        if RANK[self.person["role"]] < RANK[self.access]:
            raise HTTPError(403)

    async def _who(self):
        token = self.get_signed_cookie(COOKIE, max_age_days=1, min_version=2)
        if not token:
            return None
        key = digest(token.decode())
        person = await self.db.fetchrow(
            """
            SELECT p.id, p.name, p.email, p.role, l.seen < now() - interval '1 minute' AS stale FROM logins l JOIN people p ON p.id = l.person
            WHERE l.digest = $1 AND NOT p.closed AND l.seen > now() - $2::interval AND l.started > now() - $3::interval
            """,
            key, IDLE, LONGEST,
        )
        if person and person["stale"]:
            await self.db.execute("UPDATE logins SET seen = now() WHERE digest = $1", key)
        return person

    async def log_in(self, person_id: int):
        token = new_token()
        await self.db.execute("INSERT INTO logins (digest, person) VALUES ($1, $2)", digest(token), person_id)
        self.set_signed_cookie(COOKIE, token, expires_days=None, path="/", secure=True, httponly=True, samesite="Lax", version=2)

    async def log_out(self):
        token = self.get_signed_cookie(COOKIE, max_age_days=1, min_version=2)
        if token:
            await self.db.execute("DELETE FROM logins WHERE digest = $1", digest(token.decode()))
        self.clear_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")

    def show(self, template: str, **values):
        self.render(template, person=self.person, **values)

    def go(self, path: str):
        self.redirect(path, status=303)

    async def note(self, action: str, subject: object, db=None):
        await note(db or self.db, self.person["id"] if self.person else None, action, subject)


class NotThere(Page):
    access = None

    async def prepare(self):
        await super().prepare()
        raise HTTPError(404)
