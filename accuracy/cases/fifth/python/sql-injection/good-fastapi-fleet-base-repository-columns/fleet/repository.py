from sqlalchemy import select
from sqlalchemy.orm import Session


class BaseRepository:
    table: str
    model: type
    filterable: frozenset[str] = frozenset()

    def __init__(self, session: Session):
        self.session = session

    def search(self, filters: dict[str, str], limit: int = 50):
        statement = select(self.model).limit(min(limit, 50))
        for name, value in filters.items():
            if name in self.filterable:
                statement = statement.where(getattr(self.model, name) == value)
        return self.session.scalars(statement).all()
