from datetime import date

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    published_on: Mapped[date]


engine = create_engine("postgresql+psycopg:///books")


def get_session():
    with Session(engine) as session:
        yield session
