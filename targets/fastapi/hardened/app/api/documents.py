import os
import subprocess
import uuid
import xml.etree.ElementTree as ElementTree
from typing import Annotated

from fastapi import APIRouter, Query, Request, UploadFile
from fastapi.responses import FileResponse

from app.api import schemas
from app.api.access import User
from app.api.problems import Problem
from app.domain.outbound import ping

router = APIRouter(tags=["documents"])

MAX_BYTES = 1024 * 1024
MAX_DOCUMENTS = 100
SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF-"}
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}
TAX_TABLE = "<rates><rate country='NO'>22</rate><rate country='PT'>23</rate></rates>"


@router.post("/documents", status_code=201)
def upload(file: UploadFile, user: User, request: Request):
    content = file.file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Problem(413)
    media_type = next((name for name, signature in SIGNATURES.items() if content.startswith(signature)), None)
    if media_type is None or media_type != file.content_type:
        raise Problem(415, "Only PNG, JPEG and PDF files are taken")
    database = request.app.state.database
    if database.first("SELECT COUNT(*) AS count FROM documents WHERE user_id = ?", user["id"])["count"] >= MAX_DOCUMENTS:
        raise Problem(409, "Delete a document first")
    document_id = str(uuid.uuid4())
    descriptor = os.open(request.app.state.settings.documents / document_id, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stored:
        stored.write(content)
    database.change("INSERT INTO documents VALUES (?, ?, ?, ?)", document_id, user["id"], media_type, len(content))
    return {"id": document_id, "media_type": media_type, "size": len(content)}


@router.get("/documents")
def listing(page: Annotated[schemas.Page, Query()], user: User, request: Request):
    found = request.app.state.database.rows("SELECT id, media_type, size FROM documents WHERE user_id = ? ORDER BY id LIMIT ? OFFSET ?", user["id"], page.limit, page.offset)
    return {"documents": found}


@router.get("/documents/{document_id}")
def download(document_id: uuid.UUID, user: User, request: Request):
    document = request.app.state.database.first("SELECT id, media_type FROM documents WHERE id = ? AND user_id = ?", str(document_id), user["id"])
    if document is None:
        raise Problem(404)
    name = f"{document['id']}.{EXTENSIONS[document['media_type']]}"
    return FileResponse(request.app.state.settings.documents / document["id"], media_type=document["media_type"], filename=name, headers={"cache-control": "no-store"})


@router.get("/tax")
def tax(_user: User):
    # A constant of ours, and a parser that resolves no external entity.
    return {rate.get("country"): rate.text for rate in ElementTree.fromstring(TAX_TABLE)}


@router.get("/storage")
def storage(_user: User, request: Request):
    done = subprocess.run(["/usr/bin/du", "-sk", str(request.app.state.settings.documents)], capture_output=True, text=True, timeout=2, check=False)
    return {"kilobytes": int(done.stdout.split()[0]) if done.stdout else None}


@router.post("/webhooks/check")
def check_webhook(wanted: schemas.Webhook, _user: User, request: Request):
    return {"status": ping(wanted.url, request.app.state.settings.webhook_hosts)}
