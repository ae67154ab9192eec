import os

import jwt

BASE_OPTIONS = {"verify_signature": True, "require": ["exp", "sub"]}


def claims(token, **options):
    merged = {**BASE_OPTIONS, **options}
    return jwt.decode(
        token,
        os.environ["PARTNER_KEY"],
        algorithms=["HS256"],
        options=merged,
    )
