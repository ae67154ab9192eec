from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session


@dataclass
class Search:
    word: str
    limit: int = 25


class TicketService:
    def __init__(self, session: Session):
        self.session = session

    def find(self, search: Search):
        clause = text("SELECT id, subject FROM tickets WHERE subject LIKE :word LIMIT :limit")
        return self.session.execute(clause, {"limit": search.limit, "word": f"%{search.word}%"}).all()
