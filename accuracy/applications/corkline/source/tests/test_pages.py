import os
import sys

import pytest

sys.path.insert(0, os.path.dirname(os.path.dirname(__file__)))

import db  # noqa: E402
from app import create_app  # noqa: E402

PASSWORD = "a-password-of-the-tests"


@pytest.fixture
def client(tmp_path):
    path = str(tmp_path / "test.db")
    db.create_tables(path)
    return create_app(DATABASE=path, TESTING=True).test_client()


@pytest.fixture
def member(client):
    client.post("/register", data={"username": "ana", "email": "ana@corkline.example", "password": PASSWORD})
    client.post("/login", data={"username": "ana", "password": PASSWORD})
    return client


def test_home(client):
    assert client.get("/").status_code == 200


def test_cellar_needs_login(client):
    assert client.get("/bottles").status_code == 302


def test_add_and_find(member):
    answer = member.post("/bottles/new", data={"name": "Roteiro", "region": "Douro", "year": "2018"})
    assert answer.status_code == 302
    assert b"Roteiro" in member.get("/bottles/search?q=Rot").data
    assert member.get("/api/bottles?order=year").json["bottles"][0]["region"] == "Douro"


def test_note(member):
    member.post("/bottles/new", data={"name": "Roteiro", "region": "Douro", "year": "2018"})
    member.post("/notes/bottle/1", data={"body": "plums", "stars": "4"})
    assert b"plums" in member.get("/bottles/1").data
