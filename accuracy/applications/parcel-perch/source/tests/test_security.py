from app.security import check_password, hash_password, make_token, read_token


def test_password_round_trip():
    stored = hash_password("a parcel under the tree")
    assert check_password("a parcel under the tree", stored)
    assert not check_password("another parcel", stored)


def test_token_has_subject():
    assert read_token(make_token(7))["sub"] == "7"
