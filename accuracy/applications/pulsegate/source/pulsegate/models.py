import uuid
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Column, DateTime, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


def now() -> datetime:
    return datetime.now(UTC)


def moment(**options) -> Column:
    return Column(DateTime(timezone=True), **options)


class Role(StrEnum):
    VIEWER = "viewer"
    EDITOR = "editor"
    OWNER = "owner"


class Row(SQLModel):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)


class Workspace(Row, table=True):
    name: str = Field(max_length=80)
    inbound_sealed: str = Field(max_length=300)


class User(Row, table=True):
    __tablename__ = "users"
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=80)
    password: str = Field(max_length=200)
    active: bool = True
    totp_sealed: str | None = Field(default=None, max_length=300)
    totp_counter: int = 0


class Membership(SQLModel, table=True):
    workspace_id: uuid.UUID = Field(foreign_key="workspace.id", primary_key=True)
    user_id: uuid.UUID = Field(foreign_key="users.id", primary_key=True, index=True)
    role: Role


class Invitation(Row, table=True):
    workspace_id: uuid.UUID = Field(foreign_key="workspace.id", index=True)
    email: str = Field(max_length=254)
    role: Role
    digest: str = Field(max_length=64, unique=True)
    expires_at: datetime = Field(sa_column=moment(nullable=False))


class Login(Row, table=True):
    """A signed-in device. Refresh tokens of one login form a chain; only the last link is good."""

    user_id: uuid.UUID = Field(foreign_key="users.id", index=True)
    digest: str = Field(max_length=64, unique=True)
    previous: str | None = Field(default=None, max_length=64, index=True)
    expires_at: datetime = Field(sa_column=moment(nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=moment())


class ApiKey(Row, table=True):
    workspace_id: uuid.UUID = Field(foreign_key="workspace.id", index=True)
    name: str = Field(max_length=60)
    digest: str = Field(max_length=64, unique=True)
    can_write: bool = False
    expires_at: datetime = Field(sa_column=moment(nullable=False))


class Monitor(Row, table=True):
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)
    workspace_id: uuid.UUID = Field(foreign_key="workspace.id", index=True)
    name: str = Field(max_length=80)
    url: str = Field(max_length=500)
    every_seconds: int = 60
    paused: bool = False
    due_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False, index=True))


class Incident(Row, table=True):
    __table_args__ = (Index("incident_open", "monitor_id", unique=True, postgresql_where=text("closed_at IS NULL")),)
    workspace_id: uuid.UUID = Field(foreign_key="workspace.id", index=True)
    monitor_id: uuid.UUID | None = Field(default=None, foreign_key="monitor.id")
    summary: str = Field(max_length=300)
    opened_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False, index=True))
    closed_at: datetime | None = Field(default=None, sa_column=moment())


class Subscription(Row, table=True):
    workspace_id: uuid.UUID = Field(foreign_key="workspace.id", index=True)
    url: str = Field(max_length=500)
    key_sealed: str = Field(max_length=300)


class Delivery(Row, table=True):
    subscription_id: uuid.UUID = Field(foreign_key="subscription.id", ondelete="CASCADE")
    body: str
    tries: int = 0
    due_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False, index=True))
    done_at: datetime | None = Field(default=None, sa_column=moment())


class Audit(Row, table=True):
    workspace_id: uuid.UUID | None = Field(default=None, index=True)
    actor: str = Field(max_length=80)
    deed: str = Field(max_length=60)
    thing: str = Field(max_length=80)
    at: datetime = Field(default_factory=now, sa_column=moment(nullable=False, index=True))
