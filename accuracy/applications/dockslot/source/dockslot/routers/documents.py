import logging
import uuid
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, UploadFile
from fastapi.responses import FileResponse

from ..deps import CurrentUser, DbSession
from ..repositories.tables import Bookings, Documents
from ..services import storage

router = APIRouter(tags=["documents"])
log = logging.getLogger("dockslot.documents")
SIGNATURE_LIMIT = 300_000


@router.post("/bookings/{booking_id}/documents", status_code=201)
async def add_document(booking_id: int, user: CurrentUser, session: DbSession, file: UploadFile) -> dict:
    if await Bookings(session).of_site(user.site_id, booking_id) is None:
        raise HTTPException(404, "unknown booking")
    path = await storage.keep(booking_id, file)
    row = await Documents(session).add(
        site_id=user.site_id, booking_id=booking_id, path=str(path), title=(file.filename or "document")[:200]
    )
    return {"id": str(row.id), "preview": Path(await storage.thumbnail(row.path)).name}


@router.get("/documents/{document_id}")
async def download(document_id: uuid.UUID, user: CurrentUser, session: DbSession) -> FileResponse:
    row = await Documents(session).get(document_id)
    if row is None:
        raise HTTPException(404, "unknown document")
    return FileResponse(row.path, filename=row.title)


@router.get("/documents/{document_id}/pages")
async def pages(document_id: uuid.UUID, user: CurrentUser, session: DbSession) -> dict:
    row = await Documents(session).of_site(user.site_id, document_id)
    if row is None:
        raise HTTPException(404, "unknown document")
    return {"pages": await storage.page_count(row.path)}


@router.post("/signatures", status_code=201)
async def add_signature(user: CurrentUser, request: Request) -> dict:
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > SIGNATURE_LIMIT:
            raise HTTPException(413, "too large")
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise HTTPException(415, "PNG only")
    name = await storage.keep_signature(user.site_id, content)
    log.info("signature %s kept for user %d", name, user.id)
    return {"name": name, "etag": storage.etag(content)}
