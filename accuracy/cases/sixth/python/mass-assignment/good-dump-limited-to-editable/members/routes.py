from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession

from members.auth import current_member
from members.db import get_session
from members.models import Member
from members.schemas import MemberUpdate
from members.service import MemberService

router = APIRouter(prefix="/me")


@router.patch("")
async def update_me(
    changes: MemberUpdate,
    member: Annotated[Member, Depends(current_member)],
    session: Annotated[AsyncSession, Depends(get_session)],
) -> dict:
    updated = await MemberService(session).update(member, changes)
    return {"id": updated.id, "display_name": updated.display_name}
