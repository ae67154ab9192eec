from typing import Any, Generic, TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from stintpay.db import Base

M = TypeVar("M", bound=Base)


class Repository(Generic[M]):
    model: type[M]

    def __init__(self, db: Session):
        self.db = db

    @property
    def table(self) -> str:
        return self.model.__tablename__

    def get(self, key: Any) -> M | None:
        return self.db.get(self.model, key)

    def add(self, item: M) -> M:
        self.db.add(item)
        self.db.commit()
        return item

    def apply(self, item: M, values: dict[str, Any]) -> M:
        for name, value in values.items():
            if hasattr(item, name):
                setattr(item, name, value)
        self.db.commit()
        return item

    def page(self, where: str, values: dict[str, Any], sort: str = "id", limit: int = 50, offset: int = 0) -> list[dict]:
        sql = text(f"SELECT * FROM {self.table} WHERE {where} ORDER BY {sort} LIMIT :limit OFFSET :offset")
        found = self.db.execute(sql, {**values, "limit": min(limit, 200), "offset": offset})
        return [dict(row) for row in found.mappings()]
