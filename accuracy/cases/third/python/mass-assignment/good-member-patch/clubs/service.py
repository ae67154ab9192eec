from sqlalchemy.orm import Session

from clubs.models import Member
from clubs.schemas import MemberPatch


def apply_patch(session: Session, member: Member, patch: MemberPatch) -> Member:
    for field, value in patch.model_dump(exclude_unset=True).items():
        setattr(member, field, value)
    session.commit()
    return member
