from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
engine = create_engine("postgresql+psycopg:///profiles", pool_pre_ping=True)


class Profile(Base):
    __tablename__ = "profiles"
    id = Column(Integer, primary_key=True)
    name = Column(String, unique=True)
    bio = Column(String)


def get_session():
    with Session(engine) as session:
        yield session
