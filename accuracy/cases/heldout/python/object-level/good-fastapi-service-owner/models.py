from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Letter(Base):
    __tablename__ = "letters"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int]
    subject: Mapped[str]
    text: Mapped[str]
    read_count: Mapped[int] = mapped_column(default=0)
