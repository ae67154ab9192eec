import uuid

from flask_jwt_extended import current_user
from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from .extensions import db
from .models import Claim, ClaimStatus, Document, Role

SORTABLE = {"created_at": Claim.created_at, "amount": Claim.amount, "title": Claim.title}


def visible_claims() -> Select[tuple[Claim]]:
    """Every read of a claim starts here: own insurer, and for claimants own claims."""
    query = select(Claim).where(Claim.insurer_id == current_user.insurer_id)
    if current_user.role is not Role.ADJUSTER:
        query = query.where(Claim.claimant_id == current_user.id)
    return query


def list_claims(status: ClaimStatus | None, sort: str, limit: int, offset: int) -> list[Claim]:
    column = SORTABLE.get(sort.removeprefix("-"), Claim.created_at)
    query = visible_claims()
    if status is not None:
        query = query.where(Claim.status == status)
    order = column.desc() if sort.startswith("-") else column.asc()
    return list(db.session.scalars(query.order_by(order, Claim.id).limit(limit).offset(offset)))


def get_claim(claim_id: uuid.UUID, *, lock: bool = False) -> Claim | None:
    query = visible_claims().where(Claim.id == claim_id).options(selectinload(Claim.documents))
    if lock:
        query = query.with_for_update()
    return db.session.scalar(query)


def get_document(claim_id: uuid.UUID, document_id: uuid.UUID) -> Document | None:
    allowed = visible_claims().with_only_columns(Claim.id)
    return db.session.scalar(
        select(Document).where(
            Document.id == document_id, Document.claim_id == claim_id, Document.claim_id.in_(allowed)
        )
    )
