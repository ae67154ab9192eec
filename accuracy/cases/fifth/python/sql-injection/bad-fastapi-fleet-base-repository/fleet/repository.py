from sqlalchemy import text
from sqlalchemy.orm import Session


class BaseRepository:
    table: str
    model: type
    filterable: frozenset[str] = frozenset()

    def __init__(self, session: Session):
        self.session = session

    def search(self, filters: dict[str, str], limit: int = 50):
        clauses = " AND ".join(f"{name} = '{value}'" for name, value in filters.items()) or "TRUE"
        statement = text(f"SELECT * FROM {self.table} WHERE {clauses} LIMIT {int(limit)}")
        return [dict(row) for row in self.session.execute(statement).mappings()]
