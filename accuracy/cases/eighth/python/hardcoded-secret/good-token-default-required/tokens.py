import os
from datetime import datetime, timedelta, timezone

import jwt

SIGNING_KEY = os.environ["SIGNING_KEY"]


def issue(account: int) -> str:
    until = datetime.now(timezone.utc) + timedelta(minutes=15)
    return jwt.encode({"sub": str(account), "exp": until}, SIGNING_KEY, algorithm="HS256")


def account_of(token: str) -> int:
    claims = jwt.decode(token, SIGNING_KEY, algorithms=["HS256"])
    return int(claims["sub"])
