from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Note


class NoteRepository:
    def __init__(self, session: Session):
        self.session = session

    def find(self, note_id: int) -> Note | None:
        return self.session.scalars(select(Note).where(Note.id == note_id)).first()

    def remove(self, note: Note) -> None:
        self.session.delete(note)
        self.session.commit()
