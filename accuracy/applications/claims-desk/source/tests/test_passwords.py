import pytest

from claimsdesk.passwords import hash_password, policy_violation, verify


@pytest.mark.parametrize("candidate", ["short", "password1234", "aaaaaaaaaaaaaa"])
def test_weak_passwords_are_refused(candidate):
    assert policy_violation(candidate)


def test_round_trip():
    stored = hash_password("correct horse battery")
    assert verify(stored, "correct horse battery")
    assert not verify(stored, "wrong horse battery")
    assert not verify(None, "stand-in for accounts that do not exist")
