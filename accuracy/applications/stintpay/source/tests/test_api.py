import hashlib
import hmac
import json

import pytest
from fastapi.testclient import TestClient

from stintpay import crypto
from stintpay.db import Local
from stintpay.main import app
from stintpay.models import Contractor
from stintpay.repositories import events

WORD = "a long test password"


@pytest.fixture(scope="module")
def client():
    with TestClient(app) as c:
        with Local() as db:
            for role in ("contractor", "payroll", "admin"):
                db.add(Contractor(email=f"{role}@stint.example", name=role, role=role, balance=5000,
                                  password_hash=crypto.password_hash(WORD)))
            db.commit()
        yield c


def head(client, role):
    pair = client.post("/auth/login", json={"email": f"{role}@stint.example", "password": WORD}).json()
    return {"Authorization": f"Bearer {pair['access']}"}


def test_login_and_refresh(client):
    assert client.post("/auth/login", json={"email": "x@y.example", "password": "no"}).status_code == 401
    pair = client.post("/auth/login", json={"email": "contractor@stint.example", "password": WORD}).json()
    assert client.post("/auth/refresh", json={"refresh": pair["refresh"]}).status_code == 200
    assert client.post("/auth/refresh", json={"refresh": pair["refresh"]}).status_code == 401


def test_sheets_and_report(client):
    me = head(client, "contractor")
    sheet = client.post("/timesheets", json={"day": "2025-02-03", "hours": 7.5, "task": "plumbing"}, headers=me).json()
    assert client.patch(f"/timesheets/{sheet['id']}", json={"hours": 8}, headers=me).json()["hours"] == 8
    assert len(client.get("/timesheets?q=plumb", headers=me).json()) == 1
    assert "<td>8.0</td>" in client.get("/reports/2025-02", headers=me).text
    boss = head(client, "payroll")
    own = client.post("/reports/own", json={"month": "2025-02", "template": "{{ rows|length }}"}, headers=boss)
    assert own.text == "3"
    link = client.post("/exports/2025-02", headers=boss).json()["download"]
    assert client.get(link, headers=boss).status_code == 200
    assert client.get("/exports/month/2025-02", headers=boss).status_code == 200


def test_invoices(client):
    me = head(client, "contractor")
    key = client.post("/invoices", json={"month": "2025-02", "title": "Plumbing", "cents": 90000}, headers=me).json()["id"]
    assert client.get("/invoices?sort=cents", headers=me).json()[0]["id"] == key
    assert client.get(f"/invoices/{key}", headers=me).json()["status"] == "sent"
    assert client.post(f"/invoices/{key}/approve", headers=me).status_code == 403
    assert client.post(f"/invoices/{key}/approve", headers=head(client, "payroll")).status_code == 200


def test_people_and_money(client, monkeypatch):
    monkeypatch.setattr(events, "record", lambda *a, **k: None)
    me = head(client, "contractor")
    assert client.patch("/contractors/me", json={"name": "Con"}, headers=me).json()["name"] == "Con"
    assert len(client.get("/contractors/search?q=Con", headers=me).json()) == 1
    assert client.put("/contractors/me/bank", json={"iban": "DE02120300000000202051"}, headers=me).status_code == 204
    assert client.post("/payouts", json={"cents": 1000}, headers=me).json() == {"balance": 4000, "to": "2051"}
    raw = json.dumps({"reference": 1, "cents": 500}).encode()
    mark = hmac.new(b"test-bank", raw, hashlib.sha256).hexdigest()
    assert client.post("/incoming/bank", content=raw, headers={"X-Signature": mark}).status_code == 202
    assert client.get("/auth/me", headers=me).json()["balance"] == 4500


def test_join(client):
    code = client.post("/admin/invites", json={"email": "new@stint.example"}, headers=head(client, "admin")).json()["code"]
    body = {"email": "new@stint.example", "name": "New", "password": WORD, "invite": code}
    assert client.post("/auth/join", json=body).status_code == 201
