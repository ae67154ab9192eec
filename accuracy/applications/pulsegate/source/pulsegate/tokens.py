"""Access tokens: ten minutes, one algorithm, one issuer, bound to a login that has not ended."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import jwt

from .config import settings
from .errors import Unauthenticated
from .models import now

_ALGORITHM = "HS256"
_AUDIENCE = "pulsegate-api"
_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True)
class Access:
    user_id: uuid.UUID
    login_id: uuid.UUID


def issue(user_id: uuid.UUID, login_id: uuid.UUID) -> str:
    issued = now()
    claims = {
        "iss": settings().origin_text,
        "aud": _AUDIENCE,
        "sub": str(user_id),
        "sid": str(login_id),
        "iat": issued,
        "exp": issued + _LIFETIME,
    }
    return jwt.encode(claims, settings().token_key.get_secret_value(), algorithm=_ALGORITHM)


def read(token: str) -> Access:
    try:
        claims = jwt.decode(
            token,
            settings().token_key.get_secret_value(),
            algorithms=[_ALGORITHM],
            audience=_AUDIENCE,
            issuer=settings().origin_text,
            options={"require": ["exp", "iat", "sub", "sid", "aud", "iss"]},
        )
        return Access(uuid.UUID(claims["sub"]), uuid.UUID(claims["sid"]))
    except (jwt.InvalidTokenError, ValueError):
        raise Unauthenticated from None
