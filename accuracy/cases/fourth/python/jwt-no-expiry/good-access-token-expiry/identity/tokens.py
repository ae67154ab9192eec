import os
import uuid
from datetime import datetime, timedelta, timezone

import jwt

KEY = os.environ["TOKEN_KEY"]
LIFETIME = timedelta(minutes=15)


def issue_access_token(user) -> str:
    now = datetime.now(timezone.utc)
    payload = {
        "sub": str(user.pk),
        "iat": now,
        "jti": uuid.uuid4().hex,
        "exp": now + LIFETIME,
    }
    return jwt.encode(payload, KEY, algorithm="HS256")


def read_access_token(token: str) -> dict:
    return jwt.decode(token, KEY, algorithms=["HS256"])
