from __future__ import annotations

from fastapi import Depends
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import Problem
from app.db.base import get_db
from app.db.models import AuditEntry


class Repository:
    def __init__(self, db: AsyncSession = Depends(get_db)):
        self.db = db

    async def save(self, row):
        self.db.add(row)
        await self.db.commit()
        return row

    async def note(self, user_id: int | None, action: str, subject: str = "") -> None:
        self.db.add(AuditEntry(user_id=user_id, action=action, subject=subject[:80]))
        await self.db.commit()


def ordering(spec: str, columns: dict[str, str]):
    """`name:desc` as an ORDER BY; the columns are those that a list knows."""
    column, _, direction = spec.partition(":")
    if column not in columns:
        raise Problem(422, f"Sort by one of: {', '.join(columns)}")
    if direction not in ("", "asc", "desc"):
        raise Problem(422, "The direction is asc or desc")
    return text(f"{columns[column]} {direction or 'asc'}")
