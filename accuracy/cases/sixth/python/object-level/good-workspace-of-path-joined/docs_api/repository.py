from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from docs_api.access import WorkspaceAccess
from docs_api.models import Document


class DocumentRepository:
    def __init__(self, db: AsyncSession, access: WorkspaceAccess) -> None:
        self.db = db
        self.access = access

    async def one(self, document_id: int) -> Document | None:
        return await self.db.scalar(
            select(Document).where(
                Document.id == document_id, Document.workspace_id == self.access.workspace_id
            )
        )
