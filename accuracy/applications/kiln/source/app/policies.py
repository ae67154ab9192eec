"""Who may do what. A row that is out of reach and one that does not exist look the same."""

from functools import singledispatch
from typing import Any, TypeVar

from fastapi import HTTPException
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from .models import Attachment, Document, Membership, Role, User, Webhook, Workspace

T = TypeVar("T")

NEEDED: dict[tuple[type, str], Role] = {
    (Workspace, "view"): Role.viewer,
    (Workspace, "write"): Role.editor,
    (Workspace, "manage"): Role.owner,
    (Document, "view"): Role.viewer,
    (Document, "edit"): Role.editor,
    (Document, "publish"): Role.owner,
    (Attachment, "view"): Role.viewer,
    (Webhook, "manage"): Role.owner,
}


@singledispatch
def workspace_of(row: Any) -> Any:
    raise TypeError(f"no policy for {type(row).__name__}")


@workspace_of.register
def _(row: Workspace):
    return row.id


@workspace_of.register(Document)
@workspace_of.register(Webhook)
def _(row):
    return row.workspace_id


@workspace_of.register
def _(row: Attachment):
    return select(Document.workspace_id).where(Document.id == row.document_id, Document.deleted_at.is_(None)).scalar_subquery()


def missing() -> HTTPException:
    return HTTPException(404, "Not found")


async def authorize(db: AsyncSession, user: User, action: str, row: T | None) -> T:
    if row is None or getattr(row, "deleted_at", None) is not None:
        raise missing()
    needed = NEEDED[type(row), action]
    role = await db.scalar(select(Membership.role).where(Membership.workspace_id == workspace_of(row), Membership.user_id == user.id))
    if role is None:
        raise missing()
    if role < needed:
        raise HTTPException(403, "Your role does not allow this")
    return row
