from sqlalchemy import Boolean, Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
engine = create_engine("postgresql+psycopg:///club", pool_pre_ping=True)


class Member(Base):
    __tablename__ = "members"
    id = Column(Integer, primary_key=True)
    email = Column(String)
    name = Column(String)
    is_moderator = Column(Boolean, default=False)


def get_session():
    with Session(engine) as session:
        yield session
