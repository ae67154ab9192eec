from fastapi import APIRouter, Depends, HTTPException
from sqlmodel import Field, Session, SQLModel

from auth import current_member
from db import get_session


class Member(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    hashed_password: str
    recovery_codes: str


class MemberOut(SQLModel):
    id: int
    name: str


router = APIRouter(prefix="/members", dependencies=[Depends(current_member)])


@router.get("/{member_id}")
def member(member_id: int, session: Session = Depends(get_session)):
    found = session.get(Member, member_id)
    if found is None:
        raise HTTPException(404)
    return found
