from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session


def ordered(statement: Select, order_by: str, allowed: dict[str, Any]) -> Select:
    """`-price_cents` means falling. Unknown fields fall back to the first one."""
    field, falling = (order_by[1:], True) if order_by.startswith("-") else (order_by, False)
    column = allowed.get(field, next(iter(allowed.values())))
    return statement.order_by(column.desc() if falling else column.asc())


def page(session: Session, statement: Select, skip: int, limit: int) -> list[Any]:
    return list(session.scalars(statement.offset(skip).limit(limit)).unique())


def count(session: Session, statement: Select) -> int:
    return session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0


def apply(row: Any, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
