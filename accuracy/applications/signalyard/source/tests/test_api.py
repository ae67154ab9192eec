import asyncio
import os
import time
import uuid

import pytest

os.environ.update(
    YARD_DATABASE_URL="sqlite+aiosqlite:////tmp/yard-test.sqlite", YARD_TOKEN_KEY="k" * 43, YARD_PUBLIC_URL="https://yard.test",
    YARD_MAIL_URL="https://mail.test", YARD_MAIL_KEY="m" * 20, YARD_REPORT_ROOT="/tmp",
)

from fastapi.testclient import TestClient  # noqa: E402

from signalyard.db import engine, sessions  # noqa: E402
from signalyard.main import app  # noqa: E402
from signalyard.outgoing import host_within, signature  # noqa: E402
from signalyard.security import hash_password  # noqa: E402
from signalyard.tables import Base, Team, User  # noqa: E402

TEAM = uuid.uuid4()


@pytest.fixture(scope="module")
def client():
    async def prepare():
        async with engine.begin() as c:
            await c.run_sync(Base.metadata.drop_all)
            await c.run_sync(Base.metadata.create_all)
        async with sessions() as s, s.begin():
            s.add(Team(id=TEAM, name="T", domains=["shop.test"], inbound_secret="s" * 64))
            await s.flush()
            s.add(User(team_id=TEAM, email="a@yard.test", name="A", role="operator", password_hash=await hash_password("a long password")))
        await engine.dispose()

    asyncio.run(prepare())
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_flow(client):
    assert client.get("/monitors").status_code == 401
    form = {"username": "a@yard.test", "password": "a long password", "scope": "monitors:read monitors:write team:admin"}
    tokens = client.post("/oauth/token", data=form).json()
    head = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert client.post("/monitors", json={"name": "x", "url": "https://127.0.0.1/"}, headers=head).status_code == 422
    made = client.post("/monitors", json={"name": "x", "url": "https://www.shop.test/"}, headers=head)
    assert made.status_code == 201, made.text
    assert client.get("/monitors?sort=name&descending=true", headers=head).json()[0]["name"] == "x"
    assert client.get("/team/users", headers=head).status_code == 403
    assert client.post("/monitors/import", content="- {name: y, url: 'https://shop.test/'}", headers=head).json() == {"created": 1}
    again = client.post("/oauth/refresh", json={"refresh_token": tokens["refresh_token"]})
    assert again.status_code == 200
    assert client.post("/oauth/refresh", json={"refresh_token": tokens["refresh_token"]}).status_code == 401
    assert client.post("/oauth/refresh", json={"refresh_token": again.json()["refresh_token"]}).status_code == 401
    assert client.get("/health/ready").text == "ready"


def test_inbound(client):
    body = b'{"id": "event-0001", "title": "down", "severity": 2}'
    at = int(time.time())
    good = {"Yard-Signature": f"t={at},v1={signature('s' * 64, at, body)}"}
    assert client.post(f"/inbound/{TEAM}", content=body, headers=good).json() == {"taken": "now"}
    assert client.post(f"/inbound/{TEAM}", content=body, headers=good).json() == {"taken": "before"}
    assert client.post(f"/inbound/{TEAM}", content=body + b" ", headers=good).status_code == 401


def test_hosts():
    assert host_within("https://a.shop.test/x", ["shop.test"]) == "a.shop.test"
    assert host_within("https://shop.test.evil.test/", ["shop.test"]) is None
    assert host_within("https://user@shop.test/", ["shop.test"]) is None
