import asyncio
import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Depends, Security
from fastapi.security import OAuth2PasswordBearer, SecurityScopes
from pydantic import AfterValidator, Field
from sqlalchemy import delete, select

from .db import sessions
from .problems import Problem, forbidden
from .settings import settings
from .tables import Refresh, User, now

SCOPES = {
    "monitors:read": "read monitors and incidents",
    "monitors:write": "change monitors",
    "incidents:write": "open and close incidents",
    "team:admin": "people, keys and hooks of the team",
}
BY_ROLE = {
    "watcher": {"monitors:read"},
    "operator": {"monitors:read", "monitors:write", "incidents:write"},
    "admin": set(SCOPES),
}
_ISSUER, _AUDIENCE = "signalyard", "signalyard-api"
_ACCESS, _IDLE, _FAMILY = timedelta(minutes=10), timedelta(days=7), timedelta(days=30)
_bearer = OAuth2PasswordBearer(tokenUrl="/oauth/token", scopes=SCOPES)
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_decoy = _hasher.hash(secrets.token_urlsafe())
_COMMON = {"passwordpassword", "123456789012", "signalyard12", "qwertyuiop12"}
_hashing = asyncio.Semaphore(4)


def _hard_to_guess(word: str) -> str:
    if word.lower() in _COMMON or len(set(word)) < 5:
        raise ValueError("too easy to guess")
    return word


NewPassword = Annotated[str, Field(min_length=12, max_length=128), AfterValidator(_hard_to_guess)]


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def hash_password(word: str) -> str:
    async with _hashing:
        return await asyncio.to_thread(_hasher.hash, word)


async def fits(stored: str | None, word: str) -> bool:
    """Compares a decoy where there is no account."""

    def compare() -> bool:
        try:
            return _hasher.verify(stored or _decoy, word)
        except (VerificationError, InvalidHashError):
            return False

    async with _hashing:
        return await asyncio.to_thread(compare) and stored is not None


@dataclass(frozen=True)
class Caller:
    id: uuid.UUID
    team_id: uuid.UUID
    scopes: frozenset[str]


def access_token(user: User, scopes: set[str]) -> str:
    moment = now()
    claims = {
        "iss": _ISSUER, "aud": _AUDIENCE, "sub": str(user.id), "use": "access", "epoch": user.epoch,
        "scope": " ".join(sorted(scopes)), "iat": moment, "exp": moment + _ACCESS, "jti": uuid.uuid4().hex,
    }
    return jwt.encode(claims, settings().token_key.get_secret_value(), algorithm="HS256")


def _unauthorized() -> Problem:
    return Problem(401, "a valid token is needed", headers={"WWW-Authenticate": "Bearer"})


async def caller(needed: SecurityScopes, token: Annotated[str, Depends(_bearer)]) -> Caller:
    try:
        claims = jwt.decode(
            token, settings().token_key.get_secret_value(), algorithms=["HS256"], issuer=_ISSUER, audience=_AUDIENCE,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
        if claims.get("use") != "access":
            raise _unauthorized()
        async with sessions() as work:
            user = await work.get(User, uuid.UUID(claims["sub"]))
    except (jwt.InvalidTokenError, ValueError) as error:
        raise _unauthorized() from error
    if user is None or user.disabled or user.epoch != claims.get("epoch"):
        raise _unauthorized()
    granted = frozenset(str(claims.get("scope", "")).split()) & BY_ROLE[user.role]
    if not granted.issuperset(needed.scopes):
        raise forbidden()
    return Caller(user.id, user.team_id, granted)


def having(*scopes: str):
    """A caller of these scopes: `me: having("monitors:read")`."""
    return Annotated[Caller, Security(caller, scopes=list(scopes))]


async def new_refresh(work, user: User, scopes: set[str], family: uuid.UUID | None = None, ends=None) -> str:
    token = secrets.token_urlsafe(32)
    ends = ends or now() + _FAMILY
    work.add(
        Refresh(
            digest=digest(token), family=family or uuid.uuid4(), user_id=user.id, scopes=" ".join(sorted(scopes)), epoch=user.epoch,
            expires_at=min(now() + _IDLE, ends), family_ends_at=ends,
        )
    )
    return token


async def turn(token: str) -> tuple[User, set[str], str] | None:
    """Gives a new refresh token for one that was not used. One that was used ends its family, and that stays."""
    async with sessions() as work, work.begin():
        row = await work.scalar(select(Refresh).where(Refresh.digest == digest(token)).with_for_update())
        if row is None:
            return None
        if row.used:
            await work.execute(delete(Refresh).where(Refresh.family == row.family))
            return None
        user = await work.get(User, row.user_id)
        if row.expires_at <= now() or user is None or user.disabled or user.epoch != row.epoch:
            return None
        row.used = True
        scopes = set(row.scopes.split()) & BY_ROLE[user.role]
        return user, scopes, await new_refresh(work, user, scopes, row.family, row.family_ends_at)
