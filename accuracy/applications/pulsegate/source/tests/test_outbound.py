import pytest

from pulsegate.outbound import public
from pulsegate.querying import Pieces, like
from pulsegate.secrets import sign, signed_recently


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1", "::ffff:192.168.0.1"])
def test_inner_addresses(address):
    assert not public(address)


def test_pieces_bind():
    clause = Pieces("SELECT 1").add("WHERE a = :a", a="x'").build()
    assert str(clause) == "SELECT 1 WHERE a = :a"


def test_like_has_no_wildcards():
    assert like("50%_") == "%50\\%\\_%"


def test_old_signatures_do_not_count():
    assert not signed_recently("k", "1000", b"{}", sign("k", "1000", b"{}"))
