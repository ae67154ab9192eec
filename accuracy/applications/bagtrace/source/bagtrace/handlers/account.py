"""Home page, registration, login and logout."""
import logging
import random

from tornado.web import HTTPError

from bagtrace import db, sessions
from bagtrace.base import BaseHandler, OpenHandler

log = logging.getLogger("bagtrace.account")

TIPS = ["Tie a ribbon to your bag.", "Keep the stub of your tag.", "Write your address inside."]


class Home(OpenHandler):
    def get(self):
        self.render("home.html", person=self.current_user, tip=random.choice(TIPS))


class Register(OpenHandler):
    def get(self):
        self.render("register.html", message="")

    async def post(self):
        email = self.get_body_argument("email").strip().lower()
        password = self.get_body_argument("password", strip=False)
        if len(password) < 10:
            self.render("register.html", message="Ten letters or more, please")
            return
        await db.rows(
            "INSERT INTO people (email, name, password) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (email, self.get_body_argument("name"), sessions.password_hash(email, password)),
        )
        self.redirect("/login")


class Login(OpenHandler):
    def get(self):
        self.render("login.html", message="")

    async def post(self):
        email = self.get_body_argument("email").strip().lower()
        password = self.get_body_argument("password", strip=False)
        person = await db.one("SELECT * FROM people WHERE email = %s", (email,))
        if person is None or not sessions.password_ok(person, password):
            log.warning(f"failed login of {self.get_body_argument('email', strip=False)} from {self.request.remote_ip}")
            self.set_status(401)
            self.render("login.html", message="E-mail or password are wrong")
            return
        await sessions.start(self, person)
        log.info("login of %r", person["email"])
        self.redirect("/bags")


class Logout(BaseHandler):
    async def post(self):
        await sessions.end(self)
        self.redirect("/")


class Account(BaseHandler):
    def get(self):
        self.render("account.html", person=self.current_user)

    async def post(self):
        name = self.get_body_argument("name")
        if not name or len(name) > 120:
            raise HTTPError(400)
        await db.rows("UPDATE people SET name = %s WHERE id = %s", (name, self.current_user["id"]))
        self.redirect("/account")


class Go(OpenHandler):
    """Counts the clicks on links in our mails."""

    def get(self):
        target = self.get_argument("to", "/")
        log.info("click on %r", target)
        self.redirect(target)


ROUTES = [
    (r"/", Home),
    (r"/register", Register),
    (r"/login", Login),
    (r"/logout", Logout),
    (r"/account", Account),
    (r"/go", Go),
]
