from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from lockers.tables import Locker


class LockerRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, locker_id: int, member_id: int) -> Locker | None:
        statement = select(Locker).where(Locker.id == locker_id, Locker.member_id == member_id)
        return await self._session.scalar(statement)

    async def of_member(self, member_id: int) -> list[Locker]:
        statement = select(Locker).where(Locker.member_id == member_id).limit(20)
        return list(await self._session.scalars(statement))
