from fastapi import APIRouter, Body, Depends, HTTPException
from sqlalchemy.orm import Session

from club.database import get_session
from club.security import current_user_id
from club.service import MemberService

router = APIRouter(prefix="/members")


@router.patch("/me")
def update_profile(
    changes: dict = Body(...), user_id: int = Depends(current_user_id), session: Session = Depends(get_session)
):
    member = MemberService(session).update(user_id, changes)
    if member is None:
        raise HTTPException(404)
    return {"id": member.id, "display_name": member.display_name, "phone": member.phone}
