from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from docs_api.access import Db, WorkspaceAccess, member
from docs_api.repository import DocumentRepository

router = APIRouter(prefix="/workspaces/{workspace_id}/documents")
Access = Annotated[WorkspaceAccess, Depends(member)]


class DocumentOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    title: str
    body: str


class DocumentIn(BaseModel):
    title: str = Field(max_length=200)
    body: str = Field(max_length=50_000)


@router.put("/{document_id}", response_model=DocumentOut)
async def replace(document_id: int, body: DocumentIn, access: Access, db: Db):
    document = await DocumentRepository(db, access).one(document_id)
    if document is None:
        raise HTTPException(404)
    document.title, document.body = body.title, body.body
    await db.commit()
    return document
