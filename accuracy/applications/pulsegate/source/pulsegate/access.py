"""Who asks, and for which workspace. Handlers get a Scope, and a Scope hands out queries of its workspace only."""

import uuid
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Header
from sqlmodel import SQLModel, select
from sqlmodel.sql.expression import SelectOfScalar

from . import secrets, tokens
from .db import Db
from .errors import Forbidden, Missing, Unauthenticated
from .limits import spend
from .models import ApiKey, Audit, Login, Membership, Role, User, now

Model = TypeVar("Model", bound=SQLModel)
_RANK = {Role.VIEWER: 0, Role.EDITOR: 1, Role.OWNER: 2}
KEY_PREFIX = "pg_"


@dataclass(frozen=True)
class Signed:
    user: User
    login: Login


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated
    return token


async def _signed(db: Db, authorization: Annotated[str, Header(max_length=2000)] = "") -> Signed:
    access = tokens.read(_bearer(authorization))
    found = (
        await db.exec(
            select(User, Login)
            .join(Login, Login.user_id == User.id)
            .where(Login.id == access.login_id, User.id == access.user_id, User.active, Login.ended_at.is_(None), Login.expires_at > now())
        )
    ).first()
    if found is None:
        raise Unauthenticated
    return Signed(*found)


SignedIn = Annotated[Signed, Depends(_signed)]


@dataclass(frozen=True)
class Scope:
    db: Db
    workspace_id: uuid.UUID
    actor: str
    role: Role

    def query(self, model: type[Model]) -> SelectOfScalar[Model]:
        return select(model).where(model.workspace_id == self.workspace_id)

    async def one(self, model: type[Model], id: uuid.UUID, *, lock: bool = False) -> Model:
        query = self.query(model).where(model.id == id)
        found = (await self.db.exec(query.with_for_update() if lock else query)).first()
        if found is None:
            raise Missing
        return found

    def note(self, deed: str, thing: object) -> None:
        self.db.add(Audit(workspace_id=self.workspace_id, actor=self.actor, deed=deed, thing=str(thing)))


async def _scope(workspace_id: uuid.UUID, db: Db, authorization: Annotated[str, Header(max_length=2000)] = "") -> Scope:
    token = _bearer(authorization)
    if token.startswith(KEY_PREFIX):
        key = (await db.exec(select(ApiKey).where(ApiKey.digest == secrets.digest(token), ApiKey.expires_at > now()))).first()
        if key is None or key.workspace_id != workspace_id:
            raise Unauthenticated
        await spend("key", str(key.id), 600, 60)
        return Scope(db, workspace_id, f"key:{key.id}", Role.EDITOR if key.can_write else Role.VIEWER)
    signed = await _signed(db, authorization)
    membership = await db.get(Membership, (workspace_id, signed.user.id))
    if membership is None:
        raise Missing
    await spend("user", str(signed.user.id), 300, 60)
    return Scope(db, workspace_id, f"user:{signed.user.id}", membership.role)


def at_least(role: Role):
    async def check(scope: Annotated[Scope, Depends(_scope)]) -> Scope:
        if _RANK[scope.role] < _RANK[role]:
            raise Forbidden
        return scope

    return check


Viewing = Annotated[Scope, Depends(at_least(Role.VIEWER))]
Editing = Annotated[Scope, Depends(at_least(Role.EDITOR))]
Owning = Annotated[Scope, Depends(at_least(Role.OWNER))]
