from datetime import UTC, datetime, timedelta

import jwt

from tickets.settings import settings


def token_for(holder: str) -> str:
    now = datetime.now(UTC)
    claims = {"sub": holder, "iat": now, "exp": now + timedelta(minutes=settings().token_minutes)}
    return jwt.encode(claims, settings().signing_key, algorithm="HS256")


def holder_of(token: str) -> str:
    return jwt.decode(token, settings().signing_key, algorithms=["HS256"])["sub"]
