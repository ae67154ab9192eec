import asyncio
import csv
import io
import re
import secrets
import tempfile
import time
from pathlib import Path
from typing import Annotated

import anyio.to_thread
import nh3
from fastapi import APIRouter, BackgroundTasks, HTTPException, Query, Request, UploadFile
from fastapi.responses import FileResponse, StreamingResponse
from fastapi.templating import Jinja2Templates
from markdown_it import MarkdownIt
from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from .. import blobs, schemas
from ..archives import BadArchive, markdown_files
from ..config import settings
from ..database import Db, SessionMaker
from ..deps import Me, Paging, limited
from ..models import Attachment, Document, Revision, Webhook, Workspace, now
from ..outbound import deliver
from ..policies import authorize, missing
from ..security import heavy_window, sign, signed_equal

router = APIRouter()
templates = Jinja2Templates(directory=Path(__file__).parent.parent / "templates")
markdown = MarkdownIt("commonmark", {"html": False})

ORDER = {schemas.DocumentSort.title: Document.title.asc(), schemas.DocumentSort.updated: Document.updated_at.desc()}
MAX_UPLOAD = 5 * 1024 * 1024
WORKSPACE_QUOTA = 200 * 1024 * 1024
DIFF_SLOTS = asyncio.Semaphore(4)
FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


async def _document(db, user, action: str, document_id: str) -> Document:
    return await authorize(db, user, action, await db.get(Document, document_id))


async def _announce(workspace_id: str, event: str, data: dict) -> None:
    async with SessionMaker() as db:
        hooks = (await db.scalars(select(Webhook).where(Webhook.workspace_id == workspace_id).limit(10))).all()
    await asyncio.gather(*(deliver(hook.id, hook.url, event, data) for hook in hooks))


async def _read(upload: UploadFile) -> bytes:
    data = await upload.read(MAX_UPLOAD + 1)
    if len(data) > MAX_UPLOAD:
        raise HTTPException(413, "Too large")
    return data


@router.get("/api/workspaces/{workspace_id}/documents", response_model=list[schemas.DocumentBrief])
async def listing(
    workspace_id: str, user: Me, db: Db, page: Paging,
    sort: schemas.DocumentSort = schemas.DocumentSort.updated, q: Annotated[str, Query(max_length=80)] = "",
):
    space = await authorize(db, user, "view", await db.get(Workspace, workspace_id))
    query = select(Document).where(Document.workspace_id == space.id, Document.deleted_at.is_(None))
    if q:
        query = query.where(Document.title.icontains(q, autoescape=True))
    return (await db.scalars(query.order_by(ORDER[sort]).limit(page.limit).offset(page.offset))).all()


@router.post("/api/workspaces/{workspace_id}/documents", status_code=201, response_model=schemas.DocumentOut)
async def create(workspace_id: str, body: schemas.DocumentIn, user: Me, db: Db):
    space = await authorize(db, user, "write", await db.get(Workspace, workspace_id))
    document = Document(workspace_id=space.id, title=body.title, body=body.body)
    db.add(document)
    await db.flush()
    db.add(Revision(document_id=document.id, version=document.version, author_id=user.id, body=body.body))
    await db.commit()
    return document


@router.post("/api/workspaces/{workspace_id}/import", status_code=201, dependencies=[limited(heavy_window)])
async def import_archive(workspace_id: str, archive: UploadFile, user: Me, db: Db) -> dict[str, int]:
    space = await authorize(db, user, "write", await db.get(Workspace, workspace_id))
    try:
        files = await anyio.to_thread.run_sync(markdown_files, await _read(archive))
    except BadArchive:
        raise HTTPException(422, "The archive cannot be imported") from None
    for title, text in files:
        document = Document(workspace_id=space.id, title=title[:120] or "Untitled", body=text[:200_000])
        db.add(document)
        await db.flush()
        db.add(Revision(document_id=document.id, version=document.version, author_id=user.id, body=document.body))
    await db.commit()
    return {"imported": len(files)}


@router.get("/api/workspaces/{workspace_id}/export.csv", dependencies=[limited(heavy_window)])
async def export(workspace_id: str, user: Me, db: Db) -> StreamingResponse:
    space = await authorize(db, user, "view", await db.get(Workspace, workspace_id))

    async def rows():
        buffer = io.StringIO()
        writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
        writer.writerow(["title", "version", "updated"])
        async with SessionMaker() as own:
            query = select(Document.title, Document.version, Document.updated_at).where(Document.workspace_id == space.id, Document.deleted_at.is_(None))
            async for title, version, updated in await own.stream(query.execution_options(yield_per=200)):
                # A spreadsheet would run a title that begins like a formula.
                writer.writerow([f"'{title}" if FORMULA.match(title) else title, version, updated.isoformat()])
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()
        yield buffer.getvalue()

    headers = {"Content-Disposition": 'attachment; filename="documents.csv"'}
    return StreamingResponse(rows(), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/api/documents/{document_id}", response_model=schemas.DocumentOut)
async def read(document_id: str, user: Me, db: Db):
    return await _document(db, user, "view", document_id)


@router.put("/api/documents/{document_id}", response_model=schemas.DocumentOut)
async def change(document_id: str, body: schemas.DocumentChange, user: Me, db: Db, background: BackgroundTasks):
    document = await _document(db, user, "edit", document_id)
    if document.version != body.version:
        raise HTTPException(409, "The document was changed in the meantime")
    document.title, document.body, document.updated_at = body.title, body.body, now()
    try:
        await db.flush()
    except StaleDataError:
        raise HTTPException(409, "The document was changed in the meantime") from None
    db.add(Revision(document_id=document.id, version=document.version, author_id=user.id, body=body.body))
    await db.commit()
    background.add_task(_announce, document.workspace_id, "document.changed", {"id": document.id, "version": document.version})
    return document


@router.delete("/api/documents/{document_id}", status_code=204)
async def remove(document_id: str, user: Me, db: Db) -> None:
    document = await _document(db, user, "edit", document_id)
    document.deleted_at, document.public_slug = now(), None
    try:
        await db.commit()
    except StaleDataError:
        raise HTTPException(409, "The document was changed in the meantime") from None


@router.get("/api/documents/{document_id}/revisions", response_model=list[schemas.RevisionOut])
async def revisions(document_id: str, user: Me, db: Db, page: Paging):
    document = await _document(db, user, "view", document_id)
    query = select(Revision).where(Revision.document_id == document.id).order_by(Revision.version.desc())
    return (await db.scalars(query.limit(page.limit).offset(page.offset))).all()


@router.get("/api/documents/{document_id}/diff", dependencies=[limited(heavy_window)])
async def diff(document_id: str, user: Me, db: Db, old: Annotated[int, Query(ge=1, le=2**31)], new: Annotated[int, Query(ge=1, le=2**31)]) -> dict[str, str]:
    document = await _document(db, user, "view", document_id)
    pair = [await db.get(Revision, (document.id, version)) for version in (old, new)]
    if None in pair:
        raise missing()
    with tempfile.TemporaryDirectory(prefix="kiln-diff-") as folder:
        paths = []
        for side, revision in zip("ab", pair):
            path = Path(folder, side)
            path.write_text(revision.body, "utf-8")
            paths.append(str(path))
        command = ["/usr/bin/diff", "-u", "--label", f"version {old}", "--label", f"version {new}", "--", *paths]
        async with DIFF_SLOTS:
            process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, env={"LC_ALL": "C.UTF-8"})
            try:
                output, _ = await asyncio.wait_for(process.communicate(), 5)
            except TimeoutError:
                process.kill()
                await process.wait()
                raise HTTPException(503, "The comparison took too long") from None
    return {"diff": output.decode("utf-8", "replace")}


@router.post("/api/documents/{document_id}/publish")
async def publish(document_id: str, user: Me, db: Db) -> dict[str, str]:
    document = await _document(db, user, "publish", document_id)
    document.public_slug = document.public_slug or secrets.token_urlsafe(12)
    try:
        await db.commit()
    except StaleDataError:
        raise HTTPException(409, "The document was changed in the meantime") from None
    return {"path": f"/p/{document.public_slug}"}


@router.delete("/api/documents/{document_id}/publish", status_code=204)
async def unpublish(document_id: str, user: Me, db: Db) -> None:
    document = await _document(db, user, "publish", document_id)
    document.public_slug = None
    await db.commit()


@router.get("/p/{slug}")
async def public_page(slug: str, request: Request, db: Db):
    """Published by an owner for anybody who has the address."""
    document = await db.scalar(select(Document).where(Document.public_slug == slug, Document.deleted_at.is_(None)))
    if document is None:
        raise missing()
    html = nh3.clean(markdown.render(document.body), url_schemes={"http", "https"})
    return templates.TemplateResponse(request, "page.html", {"title": document.title, "html": html})


@router.get("/api/documents/{document_id}/attachments", response_model=list[schemas.AttachmentOut])
async def attachments(document_id: str, user: Me, db: Db):
    document = await _document(db, user, "view", document_id)
    return (await db.scalars(select(Attachment).where(Attachment.document_id == document.id).limit(200))).all()


@router.post("/api/documents/{document_id}/attachments", status_code=201, response_model=schemas.AttachmentOut, dependencies=[limited(heavy_window)])
async def attach(document_id: str, file: UploadFile, user: Me, db: Db):
    document = await _document(db, user, "edit", document_id)
    data = await _read(file)
    kind = blobs.sniff(data)
    if kind is None:
        raise HTTPException(415, "Pictures, PDF and plain text only")
    label = re.sub(r"[^\w. -]", "_", (file.filename or "file").replace("\\", "/").rsplit("/", 1)[-1])[-100:]
    used = select(func.coalesce(func.sum(Attachment.size), 0)).join(Document, Document.id == Attachment.document_id)
    if await db.scalar(used.where(Document.workspace_id == document.workspace_id)) + len(data) > WORKSPACE_QUOTA:
        raise HTTPException(409, "The space of this workspace is used up")
    attachment = Attachment(document_id=document.id, label=label, blob=await blobs.store(data), kind=kind, size=len(data))
    db.add(attachment)
    await db.commit()
    return attachment


@router.post("/api/attachments/{attachment_id}/link", status_code=201)
async def link(attachment_id: str, user: Me, db: Db) -> dict[str, str]:
    attachment = await authorize(db, user, "view", await db.get(Attachment, attachment_id))
    expires = str(int(time.time()) + 600)
    path = f"/files/{attachment.id}?expires={expires}&signature={sign('file', attachment.id, expires)}"
    return {"url": settings.public_url + path, "path": path}


@router.get("/files/{attachment_id}")
async def download(attachment_id: str, db: Db, expires: int, signature: Annotated[str, Query(max_length=64)]) -> FileResponse:
    if not signed_equal(signature, "file", attachment_id, str(expires)) or expires < time.time():
        raise missing()
    query = select(Attachment).join(Document, Document.id == Attachment.document_id)
    attachment = await db.scalar(query.where(Attachment.id == attachment_id, Document.deleted_at.is_(None)))
    if attachment is None:
        raise missing()
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, no-store"}
    return FileResponse(blobs.path_of(attachment.blob), media_type=attachment.kind.value, filename=attachment.label, headers=headers)
