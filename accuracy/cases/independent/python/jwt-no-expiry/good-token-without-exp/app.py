import os
from datetime import datetime, timedelta, timezone

import jwt

KEY = os.environ["JWT_KEY"]


def issue(user_id: int) -> str:
    now = datetime.now(timezone.utc)
    claims = {"sub": str(user_id), "iat": now, "iss": "shop"}
    claims["exp"] = now + timedelta(minutes=15)
    return jwt.encode(claims, KEY, algorithm="HS256")
