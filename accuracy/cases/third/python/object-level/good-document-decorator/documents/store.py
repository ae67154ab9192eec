from dataclasses import dataclass

from documents.database import pool


@dataclass(frozen=True)
class Document:
    id: int
    owner_id: int
    title: str


async def document_by_id(document_id: int) -> Document | None:
    row = await pool().fetchrow("SELECT id, owner_id, title FROM documents WHERE id = $1", document_id)
    return Document(**row) if row else None


async def rename_document(document_id: int, title: str) -> None:
    await pool().execute("UPDATE documents SET title = $2 WHERE id = $1", document_id, title)


async def delete_document(document_id: int) -> None:
    await pool().execute("DELETE FROM documents WHERE id = $1", document_id)
