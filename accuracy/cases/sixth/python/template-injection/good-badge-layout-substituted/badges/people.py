from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Attendee(Base):
    __tablename__ = "attendees"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(100))
    company: Mapped[str] = mapped_column(String(100))


def attendees(session: Session, event_id: int) -> list[dict]:
    rows = session.execute(
        select(Attendee.name, Attendee.company)
        .where(Attendee.event_id == event_id)
        .order_by(Attendee.name)
        .limit(500)
    )
    return [{"name": name, "company": company} for name, company in rows]
