import os
from typing import Annotated

from fastapi import Depends, FastAPI, Query
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

app = FastAPI()
engine = create_engine(os.environ["DATABASE_URL"])


class Base(DeclarativeBase):
    pass


class Event(Base):
    __tablename__ = "events"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]


def session():
    with Session(engine) as opened:
        yield opened


@app.get("/events")
def events(
    db: Annotated[Session, Depends(session)],
    size: Annotated[int, Query(ge=1, le=100)] = 50,
    after: int = 0,
):
    statement = select(Event).where(Event.id > after).order_by(Event.id)
    found = db.scalars(statement.limit(size)).all()
    return {"size": size, "events": [{"id": e.id, "kind": e.kind} for e in found]}
