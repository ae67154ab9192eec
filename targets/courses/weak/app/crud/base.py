from typing import Any

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session


def ordered(statement: Select, order_by: str) -> Select:
    """`-price_cents` means falling."""
    field, falling = (order_by[1:], True) if order_by.startswith("-") else (order_by, False)
    return statement.order_by(text(f"{field} {'DESC' if falling else 'ASC'}"))


def page(session: Session, statement: Select, skip: int, limit: int) -> list[Any]:
    return list(session.scalars(statement.offset(skip).limit(limit)).unique())


def count(session: Session, statement: Select) -> int:
    return session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0


def apply(row: Any, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
