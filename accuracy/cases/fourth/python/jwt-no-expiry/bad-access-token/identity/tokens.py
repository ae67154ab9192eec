import os
import uuid
from datetime import datetime, timezone

import jwt

KEY = os.environ["TOKEN_KEY"]


def issue_access_token(user) -> str:
    now = datetime.now(timezone.utc)
    payload = {
        "sub": str(user.pk),
        "iat": now,
        "jti": uuid.uuid4().hex,
    }
    return jwt.encode(payload, KEY, algorithm="HS256")


def read_access_token(token: str) -> dict:
    return jwt.decode(token, KEY, algorithms=["HS256"])
