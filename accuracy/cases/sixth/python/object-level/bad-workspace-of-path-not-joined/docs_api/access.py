from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from docs_api.auth import current_user_id
from docs_api.db import get_session
from docs_api.models import Membership

Db = Annotated[AsyncSession, Depends(get_session)]


@dataclass(frozen=True)
class WorkspaceAccess:
    workspace_id: int
    user_id: int


async def member(
    workspace_id: int, db: Db, user_id: Annotated[int, Depends(current_user_id)]
) -> WorkspaceAccess:
    found = await db.scalar(
        select(Membership.id).where(
            Membership.workspace_id == workspace_id, Membership.user_id == user_id
        )
    )
    if found is None:
        raise HTTPException(404)
    return WorkspaceAccess(workspace_id, user_id)
