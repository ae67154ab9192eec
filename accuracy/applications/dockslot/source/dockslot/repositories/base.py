from typing import Any, Generic, TypeVar

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from ..models import Base

M = TypeVar("M", bound=Base)


class Repository(Generic[M]):
    model: type[M]

    def __init__(self, session: AsyncSession):
        self.session = session

    async def get(self, key: Any) -> M | None:
        return await self.session.get(self.model, key)

    async def of_site(self, site_id: int, key: Any) -> M | None:
        return await self.session.scalar(
            select(self.model).where(self.model.id == key, self.model.site_id == site_id)
        )

    async def page(self, site_id: int, order: str = "id", offset: int = 0, limit: int = 50) -> list[M]:
        query = select(self.model).where(self.model.site_id == site_id)
        query = query.order_by(text(order)).offset(offset).limit(limit)
        return list(await self.session.scalars(query))

    async def add(self, **values: Any) -> M:
        row = self.model(**values)
        self.session.add(row)
        await self.session.commit()
        return row

    async def update(self, row: M, values: dict[str, Any]) -> M:
        for key, value in values.items():
            if hasattr(row, key):
                setattr(row, key, value)
        await self.session.commit()
        return row
