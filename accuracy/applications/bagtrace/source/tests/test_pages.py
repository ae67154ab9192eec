import unittest
from decimal import Decimal
from unittest import mock
from urllib.parse import urlencode

from tornado.testing import AsyncHTTPTestCase

from bagtrace import db, fees, sessions, xmltools
from bagtrace.app import make_app

ANA = {"id": 1, "email": "ana@bagtrace.example", "name": "Ana", "staff": False}
BAG = {"id": 7, "person_id": 1, "tag": "NA123456", "flight": "NA12", "colour": "red", "remark": "a ribbon",
       "state": "missing", "photo": None}
CLAIM = {"id": 3, "person_id": 1, "bag_id": 7, "amount": Decimal("80"), "reason": "shoes", "receipt": None,
         "state": "open", "days": 2}


class Pages(AsyncHTTPTestCase):
    def get_app(self):
        return make_app()

    def setUp(self):
        super().setUp()
        self.person = dict(ANA)
        self.replies = {}
        for target, name, new in ((sessions, "person_of", self.who), (db, "rows", self.rows)):
            patch = mock.patch.object(target, name, new)
            patch.start()
            self.addCleanup(patch.stop)

    async def who(self, handler):
        return self.person

    async def rows(self, statement, params=None):
        for word, reply in self.replies.items():
            if word in str(statement):
                return reply
        return []

    def post(self, path, **fields):
        return self.fetch(path, method="POST", body=urlencode(fields), follow_redirects=False)

    def test_home(self):
        self.person = None
        self.assertIn(b"Log in", self.fetch("/").body)
        self.assertEqual(self.fetch("/bags", follow_redirects=False).code, 302)

    def test_bags(self):
        self.replies = {"RETURNING id": [{"id": 7}], "FROM bags": [BAG]}
        self.assertIn(b"NA123456", self.fetch("/bags").body)
        self.assertIn(b"ribbon", self.fetch("/bags/7").body)
        self.assertIn(b"red", self.fetch("/bags/search?colour=red").body)
        self.assertIn(b"NA12", self.fetch("/api/bags?flight=NA12").body)
        self.assertEqual(self.post("/bags", tag="na123456", flight="NA12").headers["Location"], "/bags/7")

    def test_claims(self):
        self.replies = {"FROM claims": [CLAIM]}
        self.assertIn(b"shoes", self.fetch("/claims/3").body)
        self.assertEqual(self.fetch("/claims/3/fee").body, b'{"fee": 80}')
        self.assertIn(b"Dear Ana", self.fetch("/claims/3/letter").body)
        self.assertEqual(self.post("/claims/3/letter", text="{{ claim['id'] }}").body, b"3")

    def test_desk(self):
        self.assertEqual(self.fetch("/staff").code, 403)
        self.person["staff"] = True
        self.replies = {"FROM claims": [CLAIM]}
        self.assertIn(b"shoes", self.fetch("/staff").body)
        self.assertEqual(self.post("/staff", column="amount").code, 302)

    def test_login(self):
        self.person = None
        known = {**ANA, "password": sessions.password_hash(ANA["email"], "a long word")}
        self.replies = {"FROM people": [known]}
        self.assertEqual(self.post("/login", email=ANA["email"], password="no").code, 401)
        self.assertIn("bagtrace=", self.post("/login", email=ANA["email"], password="a long word").headers["Set-Cookie"])


class Helpers(unittest.TestCase):
    def test_fees(self):
        self.assertEqual(fees.by_steps(4), Decimal(80))
        self.assertEqual(fees.compute(2), 80)

    def test_status(self):
        self.assertEqual(xmltools.status(b'<s><bag tag="NA1" state="here"/></s>'), {"NA1": "here"})


if __name__ == "__main__":
    unittest.main()
