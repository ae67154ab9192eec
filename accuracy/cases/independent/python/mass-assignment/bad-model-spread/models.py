from sqlalchemy import Boolean, Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
engine = create_engine("sqlite:///members.sqlite")


class Member(Base):
    __tablename__ = "members"
    id = Column(Integer, primary_key=True)
    email = Column(String)
    name = Column(String)
    is_staff = Column(Boolean, default=False)


def session_scope():
    with Session(engine) as session:
        yield session
