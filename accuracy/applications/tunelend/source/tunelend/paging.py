from typing import Any

from flask import request
from sqlalchemy import Select

from .database import db

SIZE = 30


def after() -> int:
    raw = request.args.get("after", "0")
    return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) <= 15 else 0


def page(query: Select, column: Any) -> tuple[list, int | None]:
    """Rows that follow the last one seen, and where the next page begins."""
    rows = list(db().scalars(query.where(column > after()).order_by(column).limit(SIZE + 1)))
    return rows[:SIZE], rows[SIZE - 1].id if len(rows) > SIZE else None
