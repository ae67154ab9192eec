import os
from dataclasses import dataclass

import jwt

PUBLIC_KEY = os.environ["SESSION_PUBLIC_KEY"]


@dataclass(frozen=True)
class Claims:
    subject: str
    scopes: frozenset[str]


def read(token: str) -> Claims:
    claims = jwt.decode(token, PUBLIC_KEY, algorithms=["ES256"], audience="api")
    return Claims(subject=claims["sub"], scopes=frozenset(claims.get("scope", "").split()))
