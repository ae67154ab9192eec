import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


def now() -> datetime:
    return datetime.now(UTC)


class Base(DeclarativeBase):
    type_annotation_map = {datetime: DateTime(timezone=True), dict[str, Any]: JSONB}


class Keyed:
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)


class Owned(Keyed):
    org_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("orgs.id", ondelete="CASCADE"), index=True)


class Org(Keyed, Base):
    __tablename__ = "orgs"
    name: Mapped[str] = mapped_column(String(120))


class User(Owned, Base):
    __tablename__ = "users"
    __table_args__ = (CheckConstraint("role IN ('viewer', 'operator', 'admin')"),)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20), default="viewer")
    active: Mapped[bool] = mapped_column(default=True)
    invite_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    invite_until: Mapped[datetime | None]


class Login(Keyed, Base):
    __tablename__ = "logins"
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    refresh_hash: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime] = mapped_column(index=True)
    revoked: Mapped[bool] = mapped_column(default=False)


class Shipment(Owned, Base):
    __tablename__ = "shipments"
    __table_args__ = (UniqueConstraint("org_id", "reference"), CheckConstraint("low < high"))
    reference: Mapped[str] = mapped_column(String(60))
    low: Mapped[float]
    high: Mapped[float]
    state: Mapped[str] = mapped_column(String(10), default="open")
    created_at: Mapped[datetime] = mapped_column(default=now)


class Sensor(Owned, Base):
    __tablename__ = "sensors"
    shipment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("shipments.id", ondelete="SET NULL"), index=True)
    label: Mapped[str] = mapped_column(String(60))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    retired: Mapped[bool] = mapped_column(default=False)


class Reading(Base):
    __tablename__ = "readings"
    __table_args__ = (Index("ix_readings_shipment_at", "shipment_id", "at"),)
    sensor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sensors.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    shipment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("shipments.id", ondelete="CASCADE"))
    celsius: Mapped[float]


class Alert(Owned, Base):
    __tablename__ = "alerts"
    shipment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("shipments.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    celsius: Mapped[float]
    seen_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)


class Hook(Owned, Base):
    __tablename__ = "hooks"
    url: Mapped[str] = mapped_column(String(300))


class Report(Owned, Base):
    __tablename__ = "reports"
    shipment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("shipments.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")


class Job(Keyed, Base):
    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_due", "failed", "run_at"),)
    kind: Mapped[str] = mapped_column(String(20))
    payload: Mapped[dict[str, Any]]
    run_at: Mapped[datetime] = mapped_column(default=now)
    tries: Mapped[int] = mapped_column(default=0)
    failed: Mapped[bool] = mapped_column(default=False)


class Entry(Owned, Base):
    __tablename__ = "audit"
    at: Mapped[datetime] = mapped_column(default=now)
    actor: Mapped[uuid.UUID | None]
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
