import pytest

from app import create_app

TEST_PASSWORD = "correct-horse-battery"


@pytest.fixture
def client():
    return create_app(testing=True).test_client()


def test_wrong_password_is_refused(client):
    assert client.post("/login", data={"login": "ada", "password": TEST_PASSWORD}).status_code == 401
