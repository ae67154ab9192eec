import jwt

from keys import public_keys


def claims_of(token: str) -> dict:
    kid = jwt.get_unverified_header(token).get("kid", "")
    key = public_keys().get(kid)
    if key is None:
        raise jwt.InvalidKeyError("unknown key")
    return jwt.decode(token, key, algorithms=["ES256"], audience="portal", options={"require": ["exp", "sub"]})
