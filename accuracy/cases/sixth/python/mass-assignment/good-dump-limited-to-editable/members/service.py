from sqlalchemy.ext.asyncio import AsyncSession

from members.models import Member
from members.schemas import MemberUpdate


class MemberService:
    editable = {"display_name", "email", "newsletter"}

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def update(self, member: Member, changes: MemberUpdate) -> Member:
        values = changes.model_dump(exclude_unset=True, include=self.editable)
        for name, value in values.items():
            if hasattr(member, name) and name != "id":
                setattr(member, name, value)
        await self.session.commit()
        return member
