from app.core.security import hash_password, password_problem, signature
from app.services.documents import clean_name


def test_hashes_are_salted():
    assert hash_password("walnut-orchard-7") != hash_password("walnut-orchard-7")


def test_easy_passwords():
    assert password_problem("password123", "a@b.example")
    assert password_problem("walnut-orchard-7", "a@b.example") is None


def test_signature_depends_on_the_secret():
    assert signature(b"x", "one") != signature(b"x", "two")


def test_names_of_files():
    assert clean_name("../../etc/passwd") == "passwd"
