import pytest

from tunelend import passwords
from tunelend.forms import email, line


def test_nobody_fits():
    assert not passwords.fits("whatever it is", None)


def test_kept_password_fits():
    assert passwords.fits("lute and theorbo", passwords.keep("lute and theorbo"))


@pytest.mark.parametrize("word", ["short", "aaaaaaaaaaaaaaa", "password and more"])
def test_easy_passwords(word):
    assert passwords.complaint(word, "pupil@school.example")


@pytest.mark.parametrize("raw", ["no address", "a@b", "a@b@c.example"])
def test_addresses(raw):
    with pytest.raises(ValueError):
        email(raw)


def test_one_line():
    with pytest.raises(ValueError):
        line(20)("a\nb")
