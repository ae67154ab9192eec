import enum
import uuid
from datetime import datetime, timezone

from sqlalchemy import CheckConstraint, Enum, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


def new_id() -> str:
    return str(uuid.uuid4())


def now() -> datetime:
    return datetime.now(timezone.utc).replace(tzinfo=None)


class Role(enum.IntEnum):
    viewer = 1
    editor = 2
    owner = 3


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254, collation="NOCASE"), unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    is_admin: Mapped[bool] = mapped_column(default=False)
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Token(Base):
    """Bearer and reset tokens; only the digest is kept."""

    __tablename__ = "tokens"
    digest: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(index=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]


class Workspace(Base):
    __tablename__ = "workspaces"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Membership(Base):
    __tablename__ = "memberships"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[int] = mapped_column(CheckConstraint("role between 1 and 3"))
    user: Mapped[User] = relationship(lazy="raise")


class Invite(Base):
    __tablename__ = "invites"
    digest: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254, collation="NOCASE"))
    role: Mapped[int] = mapped_column(CheckConstraint("role between 1 and 2"))
    expires_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("workspace_id", "email"),)


class Document(Base):
    __tablename__ = "documents"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column()
    public_slug: Mapped[str | None] = mapped_column(unique=True)
    deleted_at: Mapped[datetime | None]
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    # The mapper adds "and version = :seen" to each update and raises when no row matches.
    __mapper_args__ = {"version_id_col": version}


class Revision(Base):
    __tablename__ = "revisions"
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)


class AttachmentKind(enum.Enum):
    png = "image/png"
    jpeg = "image/jpeg"
    pdf = "application/pdf"
    text = "text/plain; charset=utf-8"


class Attachment(Base):
    __tablename__ = "attachments"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    label: Mapped[str]
    blob: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[AttachmentKind] = mapped_column(Enum(AttachmentKind))
    size: Mapped[int]


class Webhook(Base):
    __tablename__ = "webhooks"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"))
    url: Mapped[str]
    __table_args__ = (UniqueConstraint("workspace_id", "url"),)
