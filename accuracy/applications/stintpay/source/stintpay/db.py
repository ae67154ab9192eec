from collections.abc import Iterator

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from stintpay.settings import settings

connect_args = {"check_same_thread": False} if settings.database_url.startswith("sqlite") else {}
engine = create_engine(settings.database_url, connect_args=connect_args, pool_pre_ping=True)
Local = sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


def session() -> Iterator[Session]:
    with Local() as s:
        yield s
