from lockers.repository import LockerRepository


class LockerMissing(LookupError):
    """No such locker."""


class LockerService:
    def __init__(self, repository: LockerRepository) -> None:
        self._repository = repository

    async def code(self, locker_id: int, member_id: int) -> str:
        locker = await self._repository.find(locker_id)
        if locker is None:
            raise LockerMissing(locker_id)
        return locker.code
