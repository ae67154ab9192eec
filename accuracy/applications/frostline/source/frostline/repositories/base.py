import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from ..models import Owned
from ..problems import missing


class Repository[M: Owned]:
    """Rows of one organisation. There is no way to ask for those of another."""

    model: type[M]

    def __init__(self, session: AsyncSession, org_id: uuid.UUID):
        self.session, self.org_id = session, org_id

    def rows(self) -> Select:
        return select(self.model).where(self.model.org_id == self.org_id)

    async def get(self, key: uuid.UUID, lock: bool = False) -> M:
        query = self.rows().where(self.model.id == key)
        found = await self.session.scalar(query.with_for_update() if lock else query)
        if found is None:
            raise missing()
        return found

    async def page(self, after: uuid.UUID | None, limit: int, *where: ColumnElement[bool]) -> list[M]:
        query = self.rows().where(*where).order_by(self.model.id).limit(limit)
        if after is not None:
            query = query.where(self.model.id > after)
        return list(await self.session.scalars(query))

    def new(self, **values: Any) -> M:
        row = self.model(id=uuid.uuid4(), org_id=self.org_id, **values)
        self.session.add(row)
        return row
