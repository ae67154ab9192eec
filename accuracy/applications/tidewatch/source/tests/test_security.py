import hmac
import time

import pytest

from app.routers.stations import escape_cell
from app.security import device_key, signature_matches

KEY = device_key("test-master-key-that-protects-nothing", "65f0c0ffee65f0c0ffee65f0", 1)


def sign(timestamp: str, body: bytes) -> str:
    return hmac.digest(KEY, timestamp.encode() + b"." + body, "sha256").hex()


def test_fresh_signature_is_accepted():
    now = str(int(time.time()))
    assert signature_matches(KEY, now, b"{}", sign(now, b"{}"))


def test_old_or_altered_is_refused():
    now, old = str(int(time.time())), str(int(time.time()) - 3600)
    assert not signature_matches(KEY, old, b"{}", sign(old, b"{}"))
    assert not signature_matches(KEY, now, b"[]", sign(now, b"{}"))


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1", "\tx"])
def test_formulas_are_escaped(text):
    assert escape_cell(text) == f"'{text}"


def test_numbers_stay_numbers():
    assert escape_cell(-1.5) == "-1.5"
