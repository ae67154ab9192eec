from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.database import Base

Row = TypeVar("Row", bound=Base)


class OwnedCrud(Generic[Row]):
    def __init__(self, model: type[Row], session: Session, user_id: int):
        self.model = model
        self.session = session
        self.user_id = user_id

    def get(self, row_id: int) -> Row | None:
        return self.session.get(self.model, row_id)

    def latest(self, limit: int = 30) -> list[Row]:
        statement = select(self.model).where(self.model.owner_id == self.user_id)
        return list(self.session.scalars(statement.order_by(self.model.id.desc()).limit(limit)))

    def remove(self, row: Row) -> None:
        self.session.delete(row)
        self.session.commit()
