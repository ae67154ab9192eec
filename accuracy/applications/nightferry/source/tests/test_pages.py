import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tornado.testing import AsyncHTTPTestCase
from tornado.web import HTTPError

from nightferry.app import Ferry
from nightferry.fields import own_path
from nightferry.imports import sailings_of
from nightferry.markup import cleaned
from nightferry.settings import Settings
from nightferry.store import Select


class Nobody:
    """A database in which nobody is."""

    async def fetchrow(self, *_):
        return None

    async def fetchval(self, *_, **__):
        return 1

    async def execute(self, *_):
        return "UPDATE 0"


class Pages(AsyncHTTPTestCase):
    def get_app(self):
        return Ferry(Settings("", {1: "k" * 43}, "https://ferry.test", Path("/tmp"), "https://mail.test", "m"), Nobody())

    def test_closed(self):
        answer = self.fetch("/people", follow_redirects=False)
        self.assertEqual((answer.code, answer.headers["Location"]), (303, "/login?next=%2Fpeople"))
        self.assertEqual(self.fetch("/nothing").code, 404)
        self.assertEqual(self.fetch("/readyz").body, b"ready")

    def test_login_needs_the_form(self):
        page = self.fetch("/login")
        token = re.search(rb'name="_xsrf" value="([^"]+)"', page.body)[1].decode()
        cookie = page.headers["Set-Cookie"].split(";")[0]
        form = {"email": "a@ferry.test", "password": "x"}
        self.assertEqual(self.fetch("/login", method="POST", body=urlencode(form)).code, 403)
        sent = self.fetch("/login", method="POST", body=urlencode({**form, "_xsrf": token}), headers={"Cookie": cookie})
        self.assertEqual(sent.code, 401)


def test_small():
    query = Select("SELECT 1 FROM s").where("a = ?", 1).where("b ILIKE ? OR c = ?", "x", 2).order({"n": "s.n"}, "n", True, "s.id").page(2, 10)
    assert query.text == "SELECT 1 FROM s WHERE (a = $1) AND (b ILIKE $2 OR c = $3) ORDER BY s.n DESC, s.id LIMIT $4 OFFSET $5"
    assert own_path("//x.test") == "/" and own_path("/a?b=c") == "/a?b=c"
    assert "script" not in cleaned("<script>1</script><b>x</b>")
    row = "- {code: AB-1, origin: DEKEL, destination: SEGOT, departs: '2026-12-01T20:00:00+00:00', cabins: 9, cents: 900}"
    assert sailings_of(row.encode(), "yaml")[0]["cabins"] == 9
    with pytest.raises(HTTPError):
        sailings_of(b"- &a {x: 1}\n- *a", "yaml")
