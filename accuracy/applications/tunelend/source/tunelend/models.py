import uuid
from datetime import date, datetime

from sqlalchemy import DateTime, FetchedValue, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    type_annotation_map = {datetime: DateTime(timezone=True)}


class Member(Base):
    __tablename__ = "member"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str | None]
    role: Mapped[str] = mapped_column(default="pupil")
    blocked: Mapped[bool] = mapped_column(default=False)


class Login(Base):
    __tablename__ = "login"
    key_hash: Mapped[str] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)


class Reset(Base):
    __tablename__ = "reset"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    until: Mapped[datetime]


class Instrument(Base):
    __tablename__ = "instrument"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    maker: Mapped[str]
    number: Mapped[str]
    remarks: Mapped[str] = mapped_column(default="")
    retired: Mapped[bool] = mapped_column(default=False)
    picture: Mapped[uuid.UUID | None]


class Loan(Base):
    __tablename__ = "loan"
    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    state: Mapped[str] = mapped_column(default="asked")
    until: Mapped[date]
    asked_at: Mapped[datetime] = mapped_column(server_default=FetchedValue())
    instrument: Mapped[Instrument] = relationship(lazy="raise")
    member: Mapped[Member] = relationship(lazy="raise")


class Letter(Base):
    __tablename__ = "letter"
    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)


class Trail(Base):
    __tablename__ = "trail"
    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int | None]
    what: Mapped[str]
    subject: Mapped[str]
    address: Mapped[str]
