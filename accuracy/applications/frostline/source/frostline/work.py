import uuid
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from .db import Session
from .models import Entry, Job


class Work:
    """One unit of work: rows, the audit entry and jobs are written together or not at all."""

    def __init__(self, session: AsyncSession):
        self.session = session

    def note(self, org_id: uuid.UUID, actor: uuid.UUID | None, action: str, subject: object) -> None:
        self.session.add(Entry(org_id=org_id, actor=actor, action=action, subject=str(subject)))

    def later(self, kind: str, **payload: Any) -> None:
        self.session.add(Job(kind=kind, payload=payload))

    async def done(self) -> None:
        await self.session.commit()


async def begin() -> AsyncIterator[Work]:
    async with Session() as session:
        yield Work(session)


Unit = Annotated[Work, Depends(begin)]
