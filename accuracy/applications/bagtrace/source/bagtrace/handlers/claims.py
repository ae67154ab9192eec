"""Claims for what was lost."""
from decimal import Decimal, InvalidOperation

from tornado.template import Template
from tornado.web import HTTPError

from bagtrace import db, fees, mailer
from bagtrace.base import BaseHandler

LETTER = "Dear {{ person['name'] }},\n\nwe have your claim {{ claim['id'] }} over {{ claim['amount'] }}.\n"


class ClaimHandler(BaseHandler):
    async def own(self, number):
        claim = await db.one("SELECT * FROM claims WHERE id = %s AND person_id = %s",
                             (int(number), self.current_user["id"]))
        if claim is None:
            raise HTTPError(404)
        return claim


class Claims(BaseHandler):
    async def post(self):
        try:
            amount = Decimal(self.get_body_argument("amount"))
        except InvalidOperation:
            raise HTTPError(400) from None
        bag = await db.one("SELECT id FROM bags WHERE id = %s AND person_id = %s",
                           (self.number("bag"), self.current_user["id"]))
        if bag is None or not 0 < amount < 5000:
            raise HTTPError(400)
        claim = await db.one(
            "INSERT INTO claims (person_id, bag_id, amount, reason, days) VALUES (%s, %s, %s, %s, %s) RETURNING id",
            (self.current_user["id"], bag["id"], amount, self.get_body_argument("reason"), self.number("days")),
        )
        self.redirect(f"/claims/{claim['id']}")


class Claim(BaseHandler):
    async def get(self, number):
        claim = await db.one("SELECT * FROM claims WHERE id = %s", (int(number),))
        if claim is None:
            raise HTTPError(404)
        self.render("claim.html", claim=claim)


class Withdraw(ClaimHandler):
    async def post(self, number):
        claim = await self.own(number)
        await db.rows("UPDATE claims SET state = 'withdrawn' WHERE id = %s", (claim["id"],))
        self.redirect("/bags")


class Fee(ClaimHandler):
    """A guess what will be paid; insurers have formulas of their own."""

    async def get(self, number):
        claim = await self.own(number)
        if self.get_argument("table", ""):
            self.write({"fee": str(fees.by_steps(claim["days"]))})
            return
        self.write({"fee": fees.compute(claim["days"], self.get_argument("formula", None))})


class Letter(ClaimHandler):
    async def get(self, number):
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.write(Template(LETTER).generate(person=self.current_user, claim=await self.own(number)))

    async def post(self, number):
        """The letter in the words of the passenger."""
        claim = await self.own(number)
        text = self.get_body_argument("text", strip=False)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.write(Template(text).generate(person=self.current_user, claim=claim))


class Mail(ClaimHandler):
    """Sends a question about a claim to the desk, with a copy to the passenger."""

    async def post(self, number):
        claim = await self.own(number)
        subject = f"Claim {claim['id']}: {self.get_body_argument('subject', strip=False)}"
        await mailer.note(self.current_user["email"], subject, self.get_body_argument("text"))
        self.redirect(f"/claims/{claim['id']}")


ROUTES = [
    (r"/claims", Claims),
    (r"/claims/(\d+)", Claim),
    (r"/claims/(\d+)/withdraw", Withdraw),
    (r"/claims/(\d+)/fee", Fee),
    (r"/claims/(\d+)/letter", Letter),
    (r"/claims/(\d+)/mail", Mail),
]
