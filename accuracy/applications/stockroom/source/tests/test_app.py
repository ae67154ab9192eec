import io

import pytest

from stockroom import auth, create_app, csvio
from stockroom.config import Testing
from stockroom.extensions import db
from stockroom.models import Level, Membership, User, Warehouse

PASSWORD = "a-long-test-password"


@pytest.fixture
def app():
    app = create_app(Testing())
    with app.app_context():
        db.create_all()
        db.session.add_all([
            User(id=1, email="one@example.test", password_hash=auth.hasher.hash(PASSWORD)),
            Warehouse(id=1, name="East"), Warehouse(id=2, name="West"),
            Membership(user_id=1, warehouse_id=1, level=Level.READ),
        ])
        db.session.commit()
    return app


@pytest.fixture
def client(app):
    client = app.test_client()
    client.post("/login", data={"email": "one@example.test", "password": PASSWORD})
    return client


def test_pages_need_a_session(app):
    assert app.test_client().get("/w/1").status_code == 302
    assert app.test_client().get("/healthz").status_code == 200


def test_other_warehouses_do_not_exist(client):
    assert client.get("/w/1").status_code == 200
    assert client.get("/w/2").status_code == 404
    assert client.get("/w/1/bands").status_code == 403


@pytest.mark.parametrize("target", ["https://x.test", "//x.test", "/\\x.test", "javascript:1", None])
def test_safe_next(app, target):
    with app.test_request_context():
        assert auth.safe_next(target) == "/"


def test_csv():
    assert csvio.cell("=1+1") == "'=1+1"
    with pytest.raises(csvio.ImportProblem, match="Line 2"):
        csvio.parse(io.BytesIO(b"sku,name,quantity,unit_cost\n<b>,x,1,1\n"))
