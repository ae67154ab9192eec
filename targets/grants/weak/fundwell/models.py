"""Tables. Times are ISO texts in UTC, money is in cents."""
from datetime import datetime, timezone

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .extensions import db


def now():
    return datetime.now(timezone.utc).replace(microsecond=0).isoformat()


class Dumpable:
    """Plain columns as a dictionary; `hidden` names stay inside."""

    hidden: tuple = ()

    def to_dict(self, only=None):
        names = only or [c.key for c in self.__table__.columns if c.key not in self.hidden]
        return {name: getattr(self, name) for name in names}


class Institution(Dumpable, db.Model):
    __tablename__ = "institutions"
    hidden = ("iban",)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    country: Mapped[str] = mapped_column(default="NL")
    homepage: Mapped[str | None]
    iban: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)
    users: Mapped[list["User"]] = relationship(back_populates="institution")


class User(Dumpable, db.Model):
    __tablename__ = "users"
    hidden = ("password_hash",)
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[str] = mapped_column(default="applicant")
    lead: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), index=True)
    phone: Mapped[str | None]
    bio: Mapped[str | None]
    public_profile: Mapped[bool] = mapped_column(default=False)
    token_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[str] = mapped_column(default=now)
    institution: Mapped[Institution] = relationship(back_populates="users")


class Call(Dumpable, db.Model):
    __tablename__ = "calls"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="project")
    contact: Mapped[str] = mapped_column(default="calls@fundwell.test")
    deadline: Mapped[str]
    ceiling: Mapped[int]
    places: Mapped[int] = mapped_column(default=0)
    letter: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)


class Proposal(Dumpable, db.Model):
    __tablename__ = "proposals"
    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    title: Mapped[str]
    abstract: Mapped[str] = mapped_column(default="")
    keywords: Mapped[str] = mapped_column(default="")
    extra: Mapped[dict] = mapped_column(JSON, default=dict)
    status: Mapped[str] = mapped_column(default="draft", index=True)
    archived: Mapped[bool] = mapped_column(default=False)
    awarded: Mapped[int] = mapped_column(default=0)
    slug: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)
    submitted_at: Mapped[str | None]
    call: Mapped[Call] = relationship()
    institution: Mapped[Institution] = relationship()
    owner: Mapped[User] = relationship()
    lines: Mapped[list["BudgetLine"]] = relationship(cascade="all, delete-orphan", order_by="BudgetLine.id")
    attachments: Mapped[list["Attachment"]] = relationship(cascade="all, delete-orphan", back_populates="proposal")
    comments: Mapped[list["Comment"]] = relationship(cascade="all, delete-orphan", back_populates="proposal")
    reviews: Mapped[list["Review"]] = relationship(cascade="all, delete-orphan", back_populates="proposal")


class BudgetLine(Dumpable, db.Model):
    __tablename__ = "budget_lines"
    hidden = ("proposal_id",)
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    label: Mapped[str]
    amount: Mapped[int]


class Attachment(Dumpable, db.Model):
    __tablename__ = "attachments"
    hidden = ("path",)
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    filename: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    path: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)
    proposal: Mapped[Proposal] = relationship(back_populates="attachments")


class Comment(Dumpable, db.Model):
    __tablename__ = "comments"
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reply_to: Mapped[int | None]
    body: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)
    proposal: Mapped[Proposal] = relationship(back_populates="comments")


class Review(Dumpable, db.Model):
    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("proposal_id", "reviewer_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    score: Mapped[int | None]
    remarks: Mapped[str | None]
    confidential: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="assigned")
    proposal: Mapped[Proposal] = relationship(back_populates="reviews")
    reviewer: Mapped[User] = relationship()


class Payment(Dumpable, db.Model):
    __tablename__ = "payments"
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), index=True)
    amount: Mapped[int]
    status: Mapped[str] = mapped_column(default="planned")
    reference: Mapped[str]
    paid_at: Mapped[str | None]


class Allowance(Dumpable, db.Model):
    __tablename__ = "allowances"
    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    amount: Mapped[int]
    created_at: Mapped[str] = mapped_column(default=now)


class Notification(Dumpable, db.Model):
    __tablename__ = "notifications"
    hidden = ("user_id",)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    text: Mapped[str]
    seen: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[str] = mapped_column(default=now)


class AccessToken(Dumpable, db.Model):
    __tablename__ = "access_tokens"
    hidden = ("user_id",)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    label: Mapped[str]
    token: Mapped[str] = mapped_column(index=True)
    scopes: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)


class RevokedToken(db.Model):
    __tablename__ = "revoked_tokens"
    jti: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[int]


class ResetCode(db.Model):
    __tablename__ = "reset_codes"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    code: Mapped[str] = mapped_column(index=True)
    used: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[str]


class MailOut(db.Model):
    __tablename__ = "mail_out"
    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)


class Webhook(Dumpable, db.Model):
    __tablename__ = "webhooks"
    hidden = ("secret",)
    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), index=True)
    url: Mapped[str]
    secret: Mapped[str]
    last_status: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)


class Job(Dumpable, db.Model):
    __tablename__ = "jobs"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    payload: Mapped[dict] = mapped_column(JSON, default=dict)
    state: Mapped[str] = mapped_column(default="queued", index=True)
    result: Mapped[dict | None] = mapped_column(JSON)
    created_at: Mapped[str] = mapped_column(default=now)


class AuditEntry(Dumpable, db.Model):
    __tablename__ = "audit_entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int | None]
    action: Mapped[str]
    subject: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)


class Article(db.Model):
    __tablename__ = "articles"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    body: Mapped[str]
