from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from clubs.dependencies import current_member, database_session
from clubs.models import Member
from clubs.schemas import MemberPatch, MemberView
from clubs.service import apply_patch

router = APIRouter(prefix="/me")


@router.patch("", response_model=MemberView)
def patch_me(
    patch: MemberPatch,
    member: Annotated[Member, Depends(current_member)],
    session: Annotated[Session, Depends(database_session)],
) -> Member:
    return apply_patch(session, member, patch)
