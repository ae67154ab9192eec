import jwt
import pytest

from dockslot.security import access_token, read_token, refresh_token


def test_use_is_checked_when_asked_for():
    assert read_token(refresh_token(3), use="refresh")["sub"] == "3"
    with pytest.raises(jwt.InvalidTokenError):
        read_token(access_token(3), use="refresh")
