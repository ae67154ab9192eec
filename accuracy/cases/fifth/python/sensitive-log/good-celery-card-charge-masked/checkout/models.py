import os
from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

SessionLocal = sessionmaker(create_engine(os.environ["DATABASE_URL"]))


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    buyer_id: Mapped[int]
    cents: Mapped[int]
    charge_id: Mapped[str | None]


@contextmanager
def session_scope():
    with SessionLocal.begin() as session:
        yield session
