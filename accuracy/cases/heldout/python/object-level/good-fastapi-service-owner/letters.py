from sqlalchemy.orm import Session

from models import Letter


class LetterService:
    def __init__(self, session: Session):
        self.session = session

    def read(self, letter_id: int, reader_id: int):
        letter = self.session.get(Letter, letter_id)
        if letter is None or letter.owner_id != reader_id:
            return None
        letter.read_count += 1
        self.session.commit()
        return {"subject": letter.subject, "text": letter.text}
