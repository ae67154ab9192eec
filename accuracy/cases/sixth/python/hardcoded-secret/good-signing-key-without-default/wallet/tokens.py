from datetime import UTC, datetime, timedelta

import jwt

from wallet.settings import settings

ALGORITHM = "HS256"


def issue(user_id: int) -> str:
    now = datetime.now(UTC)
    claims = {
        "sub": str(user_id),
        "iat": now,
        "exp": now + timedelta(minutes=settings.token_minutes),
    }
    return jwt.encode(claims, settings.signing_key.get_secret_value(), algorithm=ALGORITHM)


def subject(token: str) -> int:
    claims = jwt.decode(
        token,
        settings.signing_key.get_secret_value(),
        algorithms=[ALGORITHM],
        options={"require": ["exp", "sub"]},
    )
    return int(claims["sub"])
