import enum
import uuid
from datetime import datetime, timezone
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .extensions import db


def now() -> datetime:
    return datetime.now(timezone.utc)


def key() -> Mapped[uuid.UUID]:
    return mapped_column(primary_key=True, default=uuid.uuid4)


class Role(enum.StrEnum):
    CLAIMANT = "claimant"
    ADJUSTER = "adjuster"


class ClaimStatus(enum.StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    PAID = "paid"


class User(db.Model):
    id: Mapped[uuid.UUID] = key()
    insurer_id: Mapped[uuid.UUID] = mapped_column(index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(default=Role.CLAIMANT)
    active: Mapped[bool] = mapped_column(default=True)


class RefreshGrant(db.Model):
    """One row per login; `current_jti` is the only refresh token of it still good."""

    id: Mapped[uuid.UUID] = key()
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    current_jti: Mapped[str] = mapped_column(String(36))
    revoked_at: Mapped[datetime | None]


class Claim(db.Model):
    __table_args__ = (
        Index("ix_claim_insurer_created", "insurer_id", "created_at"),
        UniqueConstraint("claimant_id", "idempotency_key"),
        CheckConstraint("amount > 0", name="ck_claim_amount_positive"),
    )
    id: Mapped[uuid.UUID] = key()
    insurer_id: Mapped[uuid.UUID]
    claimant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    idempotency_key: Mapped[uuid.UUID]
    title: Mapped[str] = mapped_column(String(120))
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    status: Mapped[ClaimStatus] = mapped_column(default=ClaimStatus.OPEN)
    created_at: Mapped[datetime] = mapped_column(default=now)
    documents: Mapped[list["Document"]] = relationship(lazy="raise", order_by="Document.name")


class Document(db.Model):
    id: Mapped[uuid.UUID] = key()
    claim_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("claim.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    content_type: Mapped[str] = mapped_column(String(40))
    storage_key: Mapped[str] = mapped_column(String(200), unique=True)


class PayoutEvent(db.Model):
    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    received_at: Mapped[datetime] = mapped_column(default=now)
