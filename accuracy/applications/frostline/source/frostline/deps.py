import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import jwt
from fastapi import Depends, Header, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AwareDatetime
from sqlalchemy import select

from .limits import spend
from .models import Login, Sensor, User, now
from .problems import Problem
from .repositories.base import Repository
from .security import digest, read_access_token
from .work import Unit, Work

READ = frozenset({"read"})
SCOPES = {"viewer": READ, "operator": READ | {"ship"}, "admin": READ | {"ship", "admin"}}
bearer = HTTPBearer(auto_error=False)


def unknown() -> Problem:
    return Problem(401, "not signed in", {"WWW-Authenticate": "Bearer"})


@dataclass(frozen=True)
class Principal:
    user: User
    login_id: uuid.UUID
    work: Work

    def repo[R: Repository](self, kind: type[R]) -> R:
        return kind(self.work.session, self.user.org_id)

    async def done(self, action: str, subject: object) -> None:
        self.work.note(self.user.org_id, self.user.id, action, subject)
        await self.work.done()


async def principal(work: Unit, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> Principal:
    if credentials is None:
        raise unknown()
    try:
        user_id, login_id = read_access_token(credentials.credentials)
    except jwt.InvalidTokenError:
        raise unknown() from None
    user = await work.session.scalar(
        select(User)
        .join(Login, Login.user_id == User.id)
        .where(User.id == user_id, User.active, Login.id == login_id, Login.revoked.is_(False), Login.until > now())
    )
    if user is None:
        raise unknown()
    await spend("user", str(user.id), 600, 60)
    return Principal(user, login_id, work)


def allowed(scope: str):
    async def check(who: Annotated[Principal, Depends(principal)]) -> Principal:
        if scope not in SCOPES.get(who.user.role, frozenset()):
            raise Problem(403, "not allowed")
        return who

    return Depends(check)


Reader = Annotated[Principal, allowed("read")]
Operator = Annotated[Principal, allowed("ship")]
Admin = Annotated[Principal, allowed("admin")]


async def logger(work: Unit, x_logger_key: Annotated[str, Header(max_length=100)]) -> Sensor:
    found = await work.session.scalar(
        select(Sensor).where(Sensor.key_hash == digest(x_logger_key), Sensor.retired.is_(False))
    )
    if found is None:
        raise unknown()
    await spend("logger", str(found.id), 60, 60)
    return found


Logger = Annotated[Sensor, Depends(logger)]


@dataclass(frozen=True)
class Window:
    after: Annotated[uuid.UUID | None, Query()] = None
    limit: Annotated[int, Query(ge=1, le=100)] = 50


Paged = Annotated[Window, Depends()]


@dataclass(frozen=True)
class TimeWindow:
    after_at: Annotated[AwareDatetime | None, Query()] = None
    after_sensor: Annotated[uuid.UUID | None, Query()] = None
    limit: Annotated[int, Query(ge=1, le=500)] = 200

    @property
    def after(self) -> tuple[datetime, uuid.UUID] | None:
        if self.after_at is None or self.after_sensor is None:
            return None
        return self.after_at, self.after_sensor


Timed = Annotated[TimeWindow, Depends()]
