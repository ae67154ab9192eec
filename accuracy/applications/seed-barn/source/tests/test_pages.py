import pytest

from seedbarn import create_app
from seedbarn.db import get_db


@pytest.fixture
def client(tmp_path):
    app = create_app({"TESTING": True, "DATABASE": str(tmp_path / "test.db")})
    with app.app_context(), app.open_resource("schema.sql") as handle:
        get_db().executescript(handle.read().decode())
    return app.test_client()


def test_home(client):
    assert client.get("/").status_code == 200


def test_swaps_need_a_member(client):
    assert client.get("/swaps").status_code == 302


def test_count(client):
    assert client.get("/api/seeds/count").json == {"count": 0}
