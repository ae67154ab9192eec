from sqlalchemy.orm import Session

from club.models import Member


class MemberService:
    def __init__(self, session: Session):
        self.session = session

    def update(self, member_id: int, changes: dict) -> Member | None:
        member = self.session.get(Member, member_id)
        if member is None:
            return None
        for name, value in changes.items():
            setattr(member, name, value)
        self.session.commit()
        return member
