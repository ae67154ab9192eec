import re
from pathlib import Path

import pytest

from archivemill import create_app
from archivemill.fields import own_path
from archivemill.markup import rendered
from archivemill.models import Account, Base, Collection
from archivemill.secrets_ import hash_password


class Settings:
    SECRET_KEY = "x" * 43
    DATABASE_URL = "sqlite://"
    RATELIMIT_STORAGE_URI = "memory://"
    RATELIMIT_DEFAULT = "500 per minute"
    PUBLIC_URL = "https://mill.test"
    SCAN_ROOT = Path("/tmp")
    PUBLICATION_ROOT = Path("/tmp")
    WTF_CSRF_SSL_STRICT = False
    TESTING = False


@pytest.fixture
def app(tmp_path):
    settings = type("S", (Settings,), {"DATABASE_URL": f"sqlite:///{tmp_path}/mill.db"})
    app = create_app(settings)
    Base.metadata.create_all(app.extensions["engine"])
    with app.extensions["sessions"].begin() as work:
        work.add(Account(email="k@mill.test", name="Kim", password_hash=hash_password("a long password"), keeper=True))
        work.add(Collection(signature="A1", title="Letters"))
    return app


def token(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)


def test_closed_then_open(app):
    client = app.test_client()
    assert client.get("/").status_code == 302
    page = client.get("/login")
    form = {"email": "k@mill.test", "password": "a long password", "next": "//evil.test", "csrf_token": token(page)}
    assert client.post("/login", data={**form, "csrf_token": ""}).status_code == 400
    answer = client.post("/login", data=form)
    assert answer.status_code == 303 and answer.location == "/"
    page = client.get("/collections/1")
    made = client.post("/collections/1/records", data={"number": "1", "title": "<b>", "csrf_token": token(page)})
    assert made.status_code == 303
    assert "&lt;b&gt;" in client.get("/records/1").text
    assert client.get("/collections/1/records?sort=title;--").status_code == 422
    assert client.get("/collections/1/export.csv").status_code == 200
    assert client.get("/publications/../etc/passwd").status_code == 404
    changed = client.post("/password", data={"old": "a long password", "password": "another long one", "csrf_token": token(page)})
    assert changed.status_code == 303 and client.get("/").status_code == 200
    assert client.get("/readyz").text == "ready"


def test_markup_and_paths():
    assert "href" not in str(rendered("[x](javascript:alert(1))"))
    assert own_path("/a?b=c") == "/a?b=c"
    assert own_path("https://x.test") == "/"
