from datetime import UTC, datetime, timedelta

import jwt

from app.settings import settings


def issue(user_id: int) -> str:
    now = datetime.now(UTC)
    claims = {"sub": str(user_id), "iat": now, "exp": now + timedelta(minutes=settings.token_minutes)}
    return jwt.encode(claims, settings.jwt_key.get_secret_value(), algorithm="HS256")
