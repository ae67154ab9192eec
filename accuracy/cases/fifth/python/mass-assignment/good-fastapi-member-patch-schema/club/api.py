from fastapi import APIRouter, Body, Depends, HTTPException
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from club.database import get_session
from club.security import current_user_id
from club.service import MemberService

router = APIRouter(prefix="/members")


class ProfileChange(BaseModel):
    model_config = ConfigDict(extra="forbid")
    display_name: str | None = None
    phone: str | None = None


@router.patch("/me")
def update_profile(
    changes: ProfileChange = Body(...), user_id: int = Depends(current_user_id), session: Session = Depends(get_session)
):
    member = MemberService(session).update(user_id, changes.model_dump(exclude_unset=True))
    if member is None:
        raise HTTPException(404)
    return {"id": member.id, "display_name": member.display_name, "phone": member.phone}
