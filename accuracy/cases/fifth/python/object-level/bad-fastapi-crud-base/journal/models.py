from sqlalchemy.orm import Mapped, mapped_column

from journal.database import Base


class Entry(Base):
    __tablename__ = "entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int]
    text: Mapped[str]
