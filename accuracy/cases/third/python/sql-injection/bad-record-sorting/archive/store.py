from collections.abc import Sequence

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

BASE = "SELECT id, title, shelf, received_at FROM records WHERE collection_id = :collection"


class RecordStore:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, collection: int, sort: str, direction: str, limit: int) -> Sequence[Row]:
        statement = f"{BASE} ORDER BY {sort} {direction} LIMIT :limit"
        result = await self._session.execute(text(statement), {"collection": collection, "limit": limit})
        return result.all()
